import assert from 'node:assert/strict';
import { parse } from 'csv-parse/sync';
import type { Hono } from 'hono';
import type { Role } from '../../src/console/access/permissions.js';
import { buildApp } from '../../src/console/app.js';
import type { Console, ConsoleEnv } from '../../src/console/environment.js';
import { en } from '../../src/console/strings/en/index.js';
import type { Report, ReportFailure } from '../../src/domain/report.js';
import type { TemporalRuns, WorkflowEnd } from '../../src/temporal/runs.js';
import type { RunRecord } from '../../src/storage/runs.js';
import { newId, newItemKey } from '../storage/shared-azurite.js';
import { aFailure, aReport, aRun } from './run-stage.js';
import { silentLogger } from './silent-logger.js';
import { storedMeans } from './stored-means.js';

const MANY = 100_000;
/** What a page of 50 rows may weigh, before it is compressed. */
const MAX_PAGE_BYTES = 100_000;

describe('the page of a run', function () {
  this.timeout(60_000);
  let console: Console;
  let role: Role;
  let app: Hono<ConsoleEnv>;
  let end: WorkflowEnd;

  before(async () => {
    const temporalRuns = {
      end: async () => await Promise.resolve(end),
      progress: async () => await Promise.resolve(undefined),
    } as Partial<TemporalRuns> as TemporalRuns;
    console = {
      means: { ...(await storedMeans()), temporalRuns },
      origin: new URL('http://127.0.0.1'),
      temporalUi: { url: 'https://temporal.example/', namespace: 'archive' },
    };
    const userOf = () => Promise.resolve({ name: 'ann', roles: [role] });
    app = buildApp({ console, userOf, logger: silentLogger });
  });

  beforeEach(() => {
    role = 'operator';
  });

  const kept = async (record: RunRecord, report?: Report): Promise<string> => {
    await console.means.runs.open(record);
    if (report) await console.means.reports.write(report);
    return `/runs/${record.runId}`;
  };
  const keptWith = async (failures: ReportFailure[]): Promise<string> => {
    const run = aRun();
    return await kept(run, aReport(run, failures));
  };
  const ask = async (path: string, language = 'en'): Promise<Response> =>
    await app.request(`http://127.0.0.1${path}`, {
      headers: { host: '127.0.0.1', 'accept-language': language },
    });
  const text = async (path: string, language = 'en'): Promise<string> => {
    const answer = await ask(path, language);
    assert.equal(answer.status, 200);
    return await answer.text();
  };
  const itemsOn = (markup: string): string[] =>
    [...markup.matchAll(/class="id">([^<]*)</g)].map(([, id = '']) => id);

  it('says in Microsoft’s words what became of everything, and that it adds up', async () => {
    const markup = await text(await keptWith([aFailure()]));
    for (const words of ['Available from source', 'Available for import', 'Partially imported', 'Skipped'])
      assert.ok(markup.includes(words), words);
    assert.match(
      markup,
      /It adds up: 3 available for import = 2 imported \+ 0 partially imported \+ 0 skipped \+ 1 failed\./,
    );
  });

  it('keeps the capitals of German nouns in a sum', async () => {
    assert.match(await text(await keptWith([]), 'de'), /2 für den Import verfügbar = 2 importiert \+/);
  });

  it('says that a report does not add up, and by how much', async () => {
    const run = aRun();
    const report = aReport(run, [], { state: 'inconsistent' });
    report.counts.availableForImport = 5;
    assert.match(await text(await kept(run, report)), /It does not add up: .* Without an outcome: 3\./);
  });

  it('names what the source no longer had or could not deliver whole', async () => {
    const gap = { from: '2026-11-19T02:00:00.000Z', to: '2026-11-19T07:00:00.000Z' };
    const fault = {
      name: 'drop<1>.zip',
      reason: 'DropRefused',
      what: 'holds fewer files than it says',
    } as const;
    const run = aRun({ gaps: [gap], sourceFaults: [fault] });
    const markup = await text(await kept(run, aReport(run, [])));
    assert.match(markup, /Purged at the source/);
    assert.match(markup, /drop&lt;1&gt;\.zip/);
  });

  it('groups failures by reason, most frequent first, each with what to do', async () => {
    const failures = [aFailure({ reason: 'MalformedItem', open: false }), aFailure(), aFailure()];
    const markup = await text(await keptWith(failures));
    assert.ok(markup.indexOf('>MailboxFull<') < markup.indexOf('>MalformedItem<'));
    assert.ok(markup.includes(en.reasons.MalformedItem) && markup.includes(en.reasonSteps.MalformedItem));
    assert.match(markup, /2 by the next run/);
  });

  it('shows nobody’s rows and files to who may not see people', async () => {
    role = 'viewer';
    const path = await keptWith([aFailure()]);
    const markup = await text(path);
    assert.match(markup, /MailboxFull/);
    assert.ok(!markup.includes('447700900123') && !markup.includes('ann@contoso.example'));
    for (const file of ['report.csv', 'report.json'])
      assert.equal((await ask(`${path}/${file}`)).status, 403);
  });

  it('finds rows by item, user and file, by reason, and by whether they are tried again', async () => {
    const attachments = [
      { fileName: 'Plan <Q3>.pdf', sizeBytes: 5_000, sha256: null, reason: 'AttachmentTooLarge' as const },
    ];
    const path = await keptWith([
      aFailure({ itemId: 'one' }),
      aFailure({ itemId: 'two', reason: 'NoMapping', open: false, m365UserId: null }),
      aFailure({ itemId: 'three', reason: 'AttachmentTooLarge', open: false, attachments }),
    ]);
    assert.deepEqual(itemsOn(await text(`${path}?q=TWO`)), ['two']);
    assert.deepEqual(itemsOn(await text(`${path}?q=plan+%3Cq3`)), ['three']);
    assert.deepEqual(itemsOn(await text(`${path}?q=ann%40`)), ['one', 'three']);
    assert.deepEqual(itemsOn(await text(`${path}?reason=NoMapping`)), ['two']);
    assert.deepEqual(itemsOn(await text(`${path}?open=open`)), ['one']);
    assert.deepEqual(itemsOn(await text(`${path}?reason=Nonsense&open=x&page=-1`)), ['one', 'two', 'three']);
    assert.match(await text(`${path}?q=%3Cscript%3E`), /value="&lt;script&gt;"/);
  });

  it('leads to its run and to the workflow of an item in the Temporal UI', async () => {
    const run = aRun();
    const [itemKey, old] = [newItemKey(), aFailure({ itemId: 'of an older program' })];
    delete old.itemKey;
    const markup = await text(await kept(run, aReport(run, [aFailure({ itemKey }), old])));
    const workflows = 'https://temporal.example/namespaces/archive/workflows';
    assert.ok(markup.includes(`${workflows}/${encodeURIComponent(run.workflowId)}/${run.runId}"`));
    assert.equal(markup.split(`${workflows}/item%2F`).length, 2);
    assert.ok(markup.includes(`${workflows}/item%2F${itemKey}"`));
  });

  it('gives the whole report as files', async () => {
    const failures = [aFailure({ itemId: '=evil' }), aFailure()];
    const path = await keptWith(failures);
    const csv = await ask(`${path}/report.csv`);
    assert.match(
      csv.headers.get('content-disposition') ?? '',
      /^attachment; filename="report-emea-.*\.csv"$/,
    );
    const rows = parse<Record<string, string>>(await csv.text(), { columns: true });
    assert.deepEqual(rows.map(({ itemId }) => itemId).slice(0, 1), ["'=evil"]);
    assert.deepEqual(JSON.parse(await text(`${path}/report.json`)).failures, failures);
  });

  it('keeps up with a run until it has ended, however that came', async () => {
    const run = aRun({ ended: null, completedAt: null });
    end = 'running';
    const path = await kept(run);
    assert.match(await text(path), new RegExp(`data-live="${path}/live"`));
    end = 'terminated';
    const stream = await text(`${path}/live`);
    assert.match(stream, /^event: content\ndata: .*\n\nevent: (content|end)/s);
    assert.match(stream, /Terminated.*event: end\ndata: \n\n$/s);
    assert.match(stream, /Terminated.*Cut off, nobody knows when/);
  });

  it('says of one that goes on what is so so far, and at its end where the whole report is', async () => {
    const run = aRun({ ended: null, completedAt: null });
    end = 'running';
    const path = await kept(run);
    const open = await text(path);
    assert.match(open, /So far nothing has failed/);
    assert.match(open, /<dt>Completed<\/dt><dd><span class="quiet">Not yet/);
    const report = aReport(run, [aFailure()], { completedAt: '2026-11-20T02:10:01.000Z' });
    const { completedAt } = report;
    await console.means.runs.update(run.runId, (record) => ({ ...record, completedAt, ended: 'done' }));
    await console.means.reports.write(report);
    const stream = await text(`${path}/live`);
    assert.match(stream, new RegExp(`The run has ended\\..*<a href="${path}">Show the whole report</a>`));
    assert.match(stream, /<dt>Completed<\/dt><dd><time datetime="2026-11-20T02:10:01.000Z"/);
    assert.doesNotMatch(await text(path), /so far|The run has ended/i);
  });

  it('shows a report that was written anew', async () => {
    const run = aRun();
    const path = await kept(run, aReport(run, [aFailure({ itemId: 'first' })]));
    assert.deepEqual(itemsOn(await text(path)), ['first']);
    await console.means.reports.write(aReport(run, [aFailure({ itemId: 'second' })]));
    assert.deepEqual(itemsOn(await text(path)), ['second']);
  });

  describe('whose connector was deleted', () => {
    const addressesOn = (markup: string): string[] =>
      [...markup.matchAll(/href="(\/connectors\/[^"]*)"/g)].map(([, address = '']) => address);
    const created = async (): Promise<RunRecord> => {
      const run = aRun();
      const { connector, mapping } = run;
      await console.means.connectors.create({ connector, mapping, account: run.runId }, run.startedAt);
      return run;
    };

    it('leads to no page that went with it, but to the reports that stay', async () => {
      const run = await created();
      const path = await kept(run, aReport(run, [aFailure({ reason: 'MailboxNotFound' })]));
      const { id } = run.connector;
      assert.deepEqual(addressesOn(await text(path)), [
        `/connectors/${id}/people`,
        `/connectors/${id}`,
        `/connectors/${id}/people?version=1#version`,
      ]);
      await console.means.connectors.delete(id);
      assert.deepEqual(addressesOn(await text(path)), [`/connectors/${id}/runs`]);
      const runs = await text(`/connectors/${id}/runs`);
      assert.match(runs, new RegExp(`<h1>Runs of ${id} \\(deleted\\)</h1>`));
      assert.ok(runs.includes(`href="${path}"`));
    });

    it('leads to no backfill that it was part of', async () => {
      const run = { ...(await created()), kind: 'backfill', backfill: newId('backfill') } as const;
      await kept(run, aReport(run, []));
      const { id } = run.connector;
      await console.means.connectors.delete(id);
      const runs = await text(`/connectors/${id}/runs`);
      assert.ok(runs.includes(en.run.kinds.backfill) && !runs.includes('/backfills/'));
    });

    it('is not found under an id that no connector ever had, whatever stands in it', async () => {
      for (const id of [newId('emea'), 'a%2Fb', 'a%7Cb'])
        assert.equal((await ask(`/connectors/${id}/runs`)).status, 404, id);
    });
  });

  it('is none for a run that there is not', async () => {
    assert.equal((await ask(`/runs/${newId('run')}`)).status, 404);
    assert.equal((await ask(`/runs/${encodeURIComponent('run/..%2f')}/live`)).status, 404);
  });

  it(`leafs through ${MANY.toLocaleString('en-US')} rows in small pages`, async () => {
    const failures = Array.from({ length: MANY }, (_, i) => aFailure({ itemId: `item-${i}`, itemKey: '' }));
    const path = await keptWith(failures);
    const whole = await text(path);
    assert.equal(itemsOn(whole).length, 50);
    assert.ok(whole.length < MAX_PAGE_BYTES, `the page has ${whole.length} characters`);
    assert.deepEqual(itemsOn(await text(`${path}?q=item-99999`)), ['item-99999']);
    assert.equal(itemsOn(await text(`${path}?page=2000`)).at(-1), 'item-99999');
    assert.equal(itemsOn(await text(`${path}?page=99999`)).at(-1), 'item-99999');
  });
});
