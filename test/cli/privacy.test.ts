import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { ADMIN } from '../../src/sandbox/installation.js';
import { canariesIn, canariesOf } from '../support/canaries.js';
import { Stage } from './support.js';

const ID = 'emea';
/** Everything that can go wrong with items is among the first of a day. */
const ITEMS = 12;

describe('what Temporal and the log get to know', function () {
  let stage: Stage;
  let canaries: string[];
  let database: string;
  const log: string[] = [];

  before(async function () {
    database = await mkdtemp(join(tmpdir(), 'whatsapp-archiver-temporal-'));
    const temporalDatabase = join(database, 'temporal.db');
    stage = await Stage.start(this, { seed: 'privacy', items: ITEMS, temporalDatabase });
    canaries = [...canariesOf(stage.world), ADMIN.password, stage.env['AZURE_CLIENT_SECRET'] ?? ''];
    await stage.startWorker((line) => log.push(line));
    await archive();
  });
  after(async () => {
    await stage?.close();
    await rm(database, { recursive: true });
  });

  /** A run with everything in it that can go wrong with items, one that is refused, and a backfill. */
  const archive = async (): Promise<void> => {
    assert.equal((await stage.create(ID)).exitCode, 3);
    stage.installation.tenant.failNext(5, { match: 'create', mode: 'commit-then-504' });
    assert.equal((await stage.run(['connector', 'run', ID, '--wait'])).exitCode, 3);
    const { from, to } = stage.world.window;
    const days = ['--from', from, '--to', to, '--reason', 'once more'];
    assert.equal((await stage.run(['backfill', ID, ...days, '--wait'])).exitCode, 3);
    stage.installation.site.expireTokens();
    await writeFile(stage.secretFile(`telemessage-${ID}`), 'not the password');
    assert.equal((await stage.run(['connector', 'run', ID, '--wait'])).exitCode, 4);
  };

  const assertSilent = (text: string | Buffer, knows: string): void => {
    const bytes = Buffer.from(text);
    assert.deepEqual(canariesIn(bytes, [knows]), [knows], 'the search finds nothing at all');
    assert.deepEqual(canariesIn(bytes, [...canaries, 'not the password']), []);
  };

  it('is searched for everything that people are known by and have written, however it is spelt', () => {
    const { people, tenantUsers } = stage.world;
    for (const canary of [people[0]?.name, tenantUsers[0]?.mail, people[0]?.identities[0].digits])
      assert.ok(canaries.includes(canary ?? ''));
    assert.ok(canaries.length > 80, `${canaries.length}`);

    const spelt = ['Zoë "Z" O’Brien', '447700900123'];
    for (const around of ['', 'x', 'xy']) {
      const encoded = Buffer.from(`${around}${spelt.join(around)}${around}`).toString('base64');
      assert.deepEqual(canariesIn(Buffer.from(encoded), spelt), spelt);
    }
    const text = `${JSON.stringify(spelt[0])} has +44 (7700) 900-123`;
    assert.deepEqual(canariesIn(Buffer.from(text), [...spelt, '447700900124']), spelt);
  });

  it('histories hold no content, number, name, address or secret, plain or in base64', async () => {
    const histories: string[] = [];
    for await (const { workflowId, runId } of stage.temporal.workflow.list())
      histories.push(
        historyToJSON(await stage.temporal.workflow.getHandle(workflowId, runId).fetchHistory()),
      );
    assert.ok(histories.length > stage.world.expected.counts.availableFromSource);
    // Entra object ids are what mailboxes are called by.
    assertSilent(histories.join('\n'), stage.world.expected.copies[0]?.mailbox ?? '');
  });

  it('nor do lists, descriptions and the schedule', async () => {
    const seen: unknown[] = [await stage.temporal.schedule.getHandle(`connector/${ID}`).describe()];
    for await (const found of stage.temporal.workflow.list()) {
      const handle = stage.temporal.workflow.getHandle(found.workflowId, found.runId);
      seen.push(
        found,
        await handle.describe(),
        await handle.query('__temporal_workflow_metadata').catch(() => null),
      );
    }
    const text = JSON.stringify(seen, (_, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
    );
    assertSilent(text, ID);
  });

  it('nor do the log lines of a worker', () => {
    assert.ok(
      log.some((line) => /CopyBusy|SourceRefusedLogin|Unexpected|MalformedItem/.test(line)),
      log.join('\n'),
    );
    assertSilent(log.join('\n'), 'importItem');
  });

  it('nor does any byte of what Temporal keeps on disk', async () => {
    const files = await Promise.all(
      (await readdir(database)).map(async (name) => await readFile(join(database, name))),
    );
    assertSilent(Buffer.concat(files), stage.world.expected.copies[0]?.mailbox ?? '');
  });
});
