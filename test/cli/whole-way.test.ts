import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ScheduleNotFoundError } from '@temporalio/client';
import { parse } from 'csv-parse/sync';
import type { MappingVersion } from '../../src/domain/mapping.js';
import { addsUp, type Counts, type Report } from '../../src/domain/report.js';
import { compareMailboxes } from '../../src/sandbox/compare-mailboxes.js';
import type { Installation } from '../../src/sandbox/installation.js';
import type { World } from '../../src/sandbox/world/world.js';
import { assertError, Stage } from './support.js';

const ID = 'emea';
/** A spreadsheet would take it for a formula. */
const FORMULA = '=HYPERLINK("https://evil.example","Report")';

interface Status {
  id: string;
  watermark: string;
  nextRun: string | null;
  paused: boolean;
}

interface Unmapped {
  who: string;
  waiting: number;
  guess: { code: string };
}

/** The day, and once more an item that nobody has a mailbox of, under an id that is a formula. */
function withFormula({ items, expected }: World): unknown[] {
  const unmapped = (items as { itemId?: string }[]).find(
    ({ itemId }) => itemId === expected.noMapping[0]?.itemId,
  );
  return [...items, { ...unmapped, itemId: FORMULA }];
}

describe('a connector, from create to delete', function () {
  let stage: Stage;
  let first: Report;

  before(async function () {
    stage = await Stage.start(this, { seed: 'whole way', delivered: withFormula });
    await stage.startWorker();
  });
  after(async () => await stage?.close());

  const status = async (): Promise<Status> => await stage.json<Status>(0, ['connector', 'show', ID]);
  const differences = (): string[] => compareMailboxes(stage.world, stage.installation.tenant);

  it('is created, listed and shown, with the password nowhere but in its secret', async () => {
    const { exitCode, stdout, stderr } = await stage.create(ID);
    assert.deepEqual({ exitCode, stderr }, { exitCode: 3, stderr: '' });
    assert.match(stdout, /connector run emea --wait/);
    assert.equal(await readFile(stage.secretFile(`telemessage-${ID}`), 'utf8'), 'a pretend password');

    const { connectors } = await stage.json<{ connectors: Status[] }>(0, ['connector', 'list']);
    assert.deepEqual(
      connectors.map(({ id, watermark, paused }) => ({ id, watermark, paused })),
      [{ id: ID, watermark: stage.world.window.from, paused: false }],
    );
    assert.match((await stage.run(['connector', 'show', ID])).stdout, /^Archived up to {2}\d{4}-/m);
  });

  it('is created once: not under the same id, and not again for the same account and product', async () => {
    assertError(await stage.create(ID), 2, 'ConnectorExists', /emea/);
    assertError(await stage.create('second'), 2, 'AccountTaken', /emea/);
    const { connectors } = await stage.json<{ connectors: Status[] }>(0, ['connector', 'list']);
    assert.equal(connectors.length, 1);
    await assert.rejects(
      stage.temporal.schedule.getHandle('connector/second').describe(),
      ScheduleNotFoundError,
    );
  });

  it('archives the day: every expected copy once, and a report that adds up', async () => {
    const { stdout, stderr, exitCode } = await stage.run(['connector', 'run', ID, '--wait', '--json']);
    assert.equal(exitCode, 3, stderr); // the day holds items that must fail
    first = JSON.parse(stdout) as Report;
    assert.deepEqual(differences(), []);
    assert.deepEqual(first.counts, { ...expectedCounts(stage.world), relisted: 0 });
    assert.ok(addsUp(first.counts));
    assert.equal(first.state, 'completed-with-failures');
    assert.equal(first.window.from, stage.world.window.from);
  });

  it('reports in the agreed shape', () => {
    const { startedAt, completedAt, workflowId, failures } = first;
    assert.deepEqual(
      Object.keys(first).toSorted(),
      [
        [
          'connectorId',
          'runId',
          'workflowId',
          'window',
          'mapping',
          'state',
          'reason',
          'startedAt',
          'completedAt',
        ],
        ['counts', 'failures', 'gaps', 'sourceFaults'],
      ]
        .flat()
        .toSorted(),
    );
    assert.match(workflowId, /^run\/emea-\d{4}-/);
    assert.ok(startedAt < (completedAt ?? ''));
    const shape = ['attachments', 'itemId', 'itemKey', 'm365UserId', 'open', 'reason', 'sourceUserId'];
    for (const failure of failures) assert.deepEqual(Object.keys(failure).toSorted(), shape);
  });

  it('gives the same report by run id and by workflow id, as text, JSON and CSV', async () => {
    assert.deepEqual(await stage.json(3, ['report', first.runId]), first);
    assert.deepEqual(await stage.json(3, ['report', first.workflowId]), first);
    const asJson = await stage.run(['report', first.runId, '--format', 'json']);
    assert.deepEqual(JSON.parse(asJson.stdout), first);
    const asText = await stage.run(['report', first.runId]);
    assert.match(
      asText.stdout,
      new RegExp(`^Available for import +${first.counts.availableForImport} copies$`, 'm'),
    );
    assert.match(asText.stdout, /^NoMapping: `mapping unmapped`/m);
  });

  it('gives the failures as CSV in which no cell is a formula', async () => {
    const { stdout } = await stage.run(['report', first.runId, '--format', 'csv']);
    const rows = parse<Record<string, string>>(stdout, { columns: true });
    assert.equal(rows.length, first.failures.length);
    assert.equal(rows.filter(({ itemId }) => itemId === `'${FORMULA}`).length, 1);
    for (const cell of rows.flatMap((row) => Object.values(row))) assert.doesNotMatch(cell, /^[=+\-@\t\r]/);
  });

  it('finds nothing more in the next run, which lists the day again', async () => {
    const next = await stage.json<Report>(0, ['connector', 'run', ID, '--wait']);
    const nothing = Object.fromEntries(Object.keys(first.counts).map((name) => [name, 0]));
    assert.deepEqual(next.counts, { ...nothing, relisted: first.counts.availableFromSource });
    assert.equal(next.state, 'completed');
    assert.equal(next.window.from, first.window.to);
    assert.equal((await status()).watermark, next.window.to);
    assert.deepEqual(differences(), []);
    const text = await stage.run(['report', next.runId]);
    assert.equal(text.exitCode, 0);
    assert.match(text.stdout, /^No items ingested on \d\d\/\d\d\/\d{4}\.$/m);
  });

  it('lists its runs, newest first', async () => {
    const { runs } = await stage.json<{ runs: Report[] }>(0, ['runs', ID]);
    assert.equal(runs.length, 2);
    assert.equal(runs[1]?.runId, first.runId);
    const limited = await stage.json<{ runs: Report[] }>(0, ['runs', ID, '--limit', '1']);
    assert.deepEqual(limited.runs, runs.slice(0, 1));
    assert.match((await stage.run(['runs', ID])).stdout, new RegExp(`${first.runId}$`, 'm'));
  });

  it('keeps the mapping file where an update names none, and makes a version only of what changes', async () => {
    const file = await stage.fileWith(ID, { mapping: { automatic: true, defaultCountry: 'GB' } });
    const update = ['connector', 'update', ID, '--file', file, '--by', 'Grace'];
    // Its bad rows were accepted when it was installed.
    const { mapping } = await stage.json<{ mapping: MappingVersion }>(0, update);
    assert.deepEqual(
      [mapping.version, mapping.by, mapping.difference.rules],
      [2, 'Grace', ['defaultCountry']],
    );
    assert.ok((mapping.csv?.rows ?? 0) > 0);
    assert.deepEqual(await stage.json(0, update), { id: ID, updated: true, mapping, sameLogin: [] });
    assert.deepEqual(first.mapping, { version: 1 });
    const shown = await stage.run(['mapping', 'show', ID, '--version', '1', '--format', 'csv']);
    assert.equal(shown.stdout.trimEnd().split('\r\n').length - 1, mapping.csv?.rows);
  });

  it('takes what an update of the mapping gives a mailbox: once, and says so', async () => {
    const unmapped = first.failures.filter(({ reason }) => reason === 'NoMapping');
    const open = unmapped.map(({ itemId }) => itemId);
    const mendedBy = (number: string) =>
      itemsOf(number, withFormula(stage.world)).filter((itemId) => open.includes(itemId));
    // Somebody who was in some of them: each day is generated, and who writes what is another one's every day.
    const numbers = stage.world.people.flatMap(({ identities }) =>
      identities.map(({ digits = '' }) => digits),
    );
    const number =
      numbers.find((each) => mendedBy(each).length > 0 && mendedBy(each).length < open.length) ?? '';
    const mended = mendedBy(number);
    const quiet = stage.world.tenantUsers.find(({ displayName }) => displayName === 'Sam Quiet');
    assert.ok(mended.length > 0 && mended.length < open.length);

    const waiting = await seenWithoutMailbox(number);
    assert.deepEqual([waiting?.waiting, waiting?.guess.code], [mended.length, 'outside']);
    const file = await stage.connectorFile(ID);
    const csv = join(stage.installation.directory, `${ID}.csv`);
    await writeFile(csv, `${stage.world.mappingCsv}+${number},${quiet?.mail}\r\n`);
    assert.equal(
      (await stage.run(['connector', 'update', ID, '--file', file, '--skip-bad-rows'])).exitCode,
      3,
    );
    const { stdout } = await stage.run(['mapping', 'apply', ID, '--wait', '--json']);
    const { counts, workflowId, window } = JSON.parse(stdout) as Report;
    assert.equal(counts.failed, 0);
    assert.match(workflowId, /^run\/emea-apply-\d{4}-/);
    assert.equal(window.from, window.to);
    assert.equal(await seenWithoutMailbox(number), undefined);

    // Also of the items that others have: those count as skipped.
    const others = new Set(stage.world.expected.copies.map(({ itemId }) => itemId));
    const theirs = itemsOf(number, withFormula(stage.world)).filter(
      (itemId) => mended.includes(itemId) || others.has(itemId),
    );
    await stage.json<Report>(0, ['connector', 'run', ID, '--wait']);
    const there = itemsIn(quiet?.id ?? '', stage.installation);
    assert.equal(there.length, counts.imported + counts.partiallyImported);
    assert.deepEqual(new Set(there), new Set(theirs));
  });

  /** Undefined where everything of theirs has its mailbox. Others still wait for one. */
  async function seenWithoutMailbox(number: string): Promise<Unmapped | undefined> {
    const { people } = await stage.json<{ people: Unmapped[] }>(3, ['mapping', 'unmapped', ID]);
    return people.find(({ who }) => who === number);
  }

  it('is deleted with its schedule, and says where it would go on; mail and reports stay', async () => {
    const mails = stage.world.tenantUsers.map(({ id }) => stage.installation.tenant.messagesOf(id).length);
    const { connectors } = await stage.json<{ connectors: { watermark: string }[] }>(0, [
      'connector',
      'list',
    ]);
    const watermark = connectors[0]?.watermark ?? '';
    const deleted = await stage.run(['connector', 'delete', ID]);
    assert.equal(deleted.exitCode, 0);
    assert.ok(deleted.stdout.includes(`"start": "${watermark}"`), 'it does not say where it would go on');
    await assert.rejects(
      stage.temporal.schedule.getHandle(`connector/${ID}`).describe(),
      ScheduleNotFoundError,
    );
    assert.deepEqual(await stage.json(0, ['connector', 'list']), { connectors: [] });
    assert.deepEqual(await stage.json(3, ['report', first.runId]), first);
    assert.equal((await stage.json<{ runs: Report[] }>(0, ['runs', ID])).runs.length, 4);
    assert.deepEqual(
      stage.world.tenantUsers.map(({ id }) => stage.installation.tenant.messagesOf(id).length),
      mails,
    );
  });

  it('cannot be asked for what it never was', async () => {
    const commands = [
      ['connector', 'show', 'none'],
      ['connector', 'run', 'none'],
      ['connector', 'resume', 'none'],
      ['connector', 'delete', ID],
      ['runs', 'none'],
      ['backfill', 'none', '--from', '2026-11-01', '--to', '2026-11-02', '--reason', 'a gap'],
    ];
    const finished = await Promise.all(commands.map(async (args) => await stage.run(args)));
    for (const each of finished) assertError(each, 2, 'ConnectorNotFound', /connector (none|emea)/);
    assertError(await stage.run(['report', 'run/none']), 2, 'RunNotFound', /run\/none/);
  });
});

/** With the item of `withFormula`, which is one more that fails. */
function expectedCounts({ expected: { counts } }: World): Omit<Counts, 'relisted'> {
  const { availableFromSource, availableForImport, failed } = counts;
  return {
    ...counts,
    availableFromSource: availableFromSource + 1,
    availableForImport: availableForImport + 1,
    failed: failed + 1,
    skipped: 0,
  };
}

interface RawItem {
  itemId: string;
  sender?: unknown;
  recipients?: unknown;
  groupEvent?: unknown;
}

/** Ids of the items that the number takes part in, however it is spelt. */
function itemsOf(number: string, items: unknown[]): string[] {
  return (items as RawItem[])
    .filter(({ sender, recipients, groupEvent }) =>
      JSON.stringify([sender, recipients, groupEvent])
        .replaceAll(/[^\d"]/g, '')
        .includes(number),
    )
    .map(({ itemId }) => itemId);
}

/** The ids of the items in a mailbox. */
function itemsIn(mailbox: string, { tenant }: Installation): (string | undefined)[] {
  return tenant
    .messagesOf(mailbox)
    .map(
      ({ internetMessageHeaders: headers }) =>
        headers.find(({ name }) => /archiver-item$/i.test(name))?.value,
    );
}
