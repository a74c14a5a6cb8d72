import assert from 'node:assert/strict';
import { windowOfMonth } from '../../src/console/connectors/calendar.js';
import { knownRuns } from '../../src/console/connectors/known-runs.js';
import { Overview } from '../../src/console/connectors/overview.js';
import type { RunRecord } from '../../src/storage/runs.js';
import { newId } from '../support/ids.js';
import { until } from '../support/until.js';
import { manBackfills } from './backfill-worker.js';
import { ConnectorsStage } from './connectors-stage.js';
import { aReport, aRun } from './run-stage.js';

describe('the page of a backfill', function () {
  let stage: ConnectorsStage;
  let id: string;
  let held: (day: string) => boolean;
  let stop: (() => Promise<void>) | undefined;

  before(async function () {
    stage = await ConnectorsStage.open(this);
    stop = await manBackfills(stage, (day) => ({
      imported: 3,
      failed: day === '2026-11-02' ? 1 : 0,
      isHeld: held(day),
    }));
  });
  after(async () => {
    await stop?.();
    await stage?.close();
  });
  beforeEach(async () => {
    held = () => false;
    id = await stage.connector();
  });

  /** Resolves to its run id once a worker has opened it. */
  const start = async (first: string, last: string): Promise<string> => {
    const { backfills } = stage.means;
    const known = (await backfills.list(id, 9)).length;
    await stage.post(`/connectors/${id}/backfill`, { first, last, reason: 'a gap' });
    await until('it to be opened', async () => (await backfills.list(id, 9)).length > known);
    return (await backfills.list(id, 1))[0] ?? assert.fail();
  };
  const ended = async (runId: string) =>
    await until('its end', async () => (await stage.means.backfills.find(runId))?.completedAt != null);
  const text = async (path: string): Promise<string> => {
    Overview.of(stage.means).forget();
    return (await stage.get(path)).text;
  };
  const pathOf = (runId: string) => `/connectors/${id}/backfills/${runId}`;
  /** The row of a day, with what stands in its cells. */
  const rowOf = (page: string, day: string): string[] => {
    const row = page.split('<tr>').find((each) => each.includes(`>${day}<`)) ?? '';
    return [...row.matchAll(/<td[^>]*>(?:<span[^>]*>)?([^<]+)/g)].map(([, cell]) => cell ?? '');
  };

  it('says of each day how it stands, while the backfill is under way and once it has ended', async () => {
    held = (day) => day > '2026-11-02';
    const runId = await start('2026-11-01', '2026-11-04');
    const path = pathOf(runId);
    await until('two days', async () => (await text(path)).includes('2 of 4 days done'));
    await until('the last day', async () => rowOf(await text(path), '4 Nov 2026')[0] === 'Running');
    const { open = [] } = (await Overview.of(stage.means).connector(id)) ?? {};
    const { workflowId = '' } = (await stage.means.backfills.find(runId)) ?? {};
    assert.deepEqual(
      open.filter(({ type }) => type === 'connectorRun').map(({ parent }) => parent),
      [workflowId, workflowId],
    );
    const page = await text(path);
    assert.match(page, /<h1>Backfill of 1\u2009–\u20094 Nov 2026<\/h1>/);
    assert.match(page, /Asked for by ann: a gap/);
    assert.deepEqual(rowOf(page, '1 Nov 2026'), ['Completed', '3', '0', '0', '0']);
    assert.deepEqual(rowOf(page, '2 Nov 2026'), ['Completed with failures', '3', '0', '0', '1']);
    held = () => false;
    await ended(runId);
    await until('the page to say so', async () => !(await text(path)).includes('data-live'));
    const last = await text(path);
    assert.deepEqual(
      rowOf(last, 'Together').filter((cell) => cell !== ' '),
      ['12', '0', '0', '1'],
    );
    assert.doesNotMatch(last, /Pause backfill|Cancel backfill/);
  });

  it('pauses it for a reason, offers to resume it, and it goes on', async () => {
    held = () => true;
    const runId = await start('2026-11-01', '2026-11-01');
    const path = pathOf(runId);
    assert.match(await text(path), /Pause backfill/);
    assert.equal((await stage.post(`${path}/pause`, { reason: 'an audit' })).status, 303);
    const atOnce = await text(path);
    assert.match(atOnce, /Pause asked for|an audit \(paused by ann\)/);
    assert.doesNotMatch(atOnce, /Pause backfill/);
    await until('the page to say so', async () => (await text(path)).includes('an audit (paused by ann)'));
    const page = await text(path);
    assert.match(page, /Resume backfill/);
    assert.doesNotMatch(page, /Pause backfill|Pause asked for/);
    held = () => false;
    assert.equal((await stage.post(`${path}/resume`)).status, 303);
    assert.doesNotMatch(await text(path), /Resume backfill/);
    await ended(runId);
    assert.deepEqual((await stage.audited(id)).slice(0, 2), [
      'backfill.resume by ann in the console',
      'backfill.pause by ann in the console',
    ]);
  });

  it('that stands still with its connector leads there: to resume the backfill would change nothing', async () => {
    held = () => true;
    const runId = await start('2026-11-01', '2026-11-01');
    const path = pathOf(runId);
    await until('its day', async () => rowOf(await text(path), '1 Nov 2026')[0] === 'Running');
    const { workflowId = '' } = (await stage.means.backfills.find(runId)) ?? {};
    const backfill = stage.means.client.workflow.getHandle(workflowId);
    await backfill.signal('day-paused', { day: '2026-11-01', note: 'quota (paused by ben)' });
    await until('the page to say so', async () => (await text(path)).includes('quota (paused by ben)'));
    const page = await text(path);
    assert.match(page, new RegExp(`<a href="/connectors/${id}">Its connector is paused`));
    assert.doesNotMatch(page, /Resume backfill/);
    held = () => false;
    await ended(runId);
  });

  it('says why a pause was refused, keeps what was typed, and names no command', async () => {
    held = () => true;
    const runId = await start('2026-11-01', '2026-11-01');
    const path = pathOf(runId);
    const empty = await stage.post(`${path}/pause`, { reason: ' ' });
    assert.equal(empty.status, 422);
    assert.match(empty.text, /role="alert".*The reason is empty/s);
    const long = await stage.post(`${path}/pause`, { reason: 'x'.repeat(5_000) });
    assert.match(long.text, /role="alert".*value="x{5000}"/s);
    held = () => false;
    const backfill = await stage.means.backfills.find(runId);
    const isOpen = async () => await stage.means.temporalBackfills.isOpen(backfill?.workflowId ?? '');
    await until('its end in Temporal', async () => !(await isOpen()));
    const late = await stage.post(`${path}/pause`, { reason: 'an audit' });
    assert.match(late.text, /role="alert".*is under way.*Choose one of those on the page of its connector/s);
  });

  it('cancels it, and what it has archived stays in the list of past ones', async () => {
    held = (day) => day > '2026-11-01';
    const runId = await start('2026-11-01', '2026-11-02');
    await until('a day', async () => (await text(pathOf(runId))).includes('1 of 2 days done'));
    assert.equal((await stage.post(`${pathOf(runId)}/cancel`)).status, 303);
    await ended(runId);
    await until('the list', async () => (await text(`/connectors/${id}`)).includes('Past backfills'));
    const page = await text(`/connectors/${id}`);
    const [, past = ''] = page.split('Past backfills');
    assert.match(past, new RegExp(`${runId}">1\u2009–\u20092 Nov 2026</a>`));
    assert.match(past, /Canceled.*ann<small>a gap<\/small>/s);
    assert.match(past, /data-label="Imported">6</);
  });

  it('of one day is of that day, and stands in the list before older ones', async () => {
    const first = await start('2026-11-01', '2026-11-01');
    await ended(first);
    const second = await start('2026-11-03', '2026-11-03');
    await ended(second);
    await until('both', async () => (await text(`/connectors/${id}`)).includes(second));
    assert.match(await text(pathOf(second)), /<h1>Backfill of 3 Nov 2026<\/h1>/);
    await until('only past ones', async () => {
      const [, past = ''] = (await text(`/connectors/${id}`)).split('Past backfills');
      return past.includes(first) && past.indexOf(second) >= 0 && past.indexOf(second) < past.indexOf(first);
    });
  });

  it('is not shown with another connector, and offers a viewer nothing that changes something', async () => {
    held = () => true;
    const runId = await start('2026-11-01', '2026-11-01');
    const other = await stage.connector();
    assert.equal((await stage.get(`/connectors/${other}/backfills/${runId}`)).status, 404);
    assert.equal((await stage.post(`/connectors/${other}/backfills/${runId}/cancel`)).status, 404);
    stage.roles = ['viewer'];
    const page = await text(pathOf(runId));
    stage.roles = ['operator'];
    assert.match(page, /Backfill of 1 Nov 2026/);
    assert.doesNotMatch(page, /<button/);
    held = () => false;
    await ended(runId);
  });

  it('is known by its days however many runs came after it, which says what else is not known', async () => {
    const asked = { reason: 'a gap', requestedBy: 'ann', startedAt: '2025-06-01T00:00:00.000Z' };
    const record = { ...asked, connectorId: id, workflowId: `backfill/${id}`, runId: newId('backfill') };
    const current = await stage.means.connectors.get(id);
    const window = { from: '2025-04-30T00:00:00.000Z', to: '2025-06-01T00:00:00.000Z' };
    await stage.means.backfills.open({ ...record, window, completedAt: null, ended: 'canceled' });
    const open = async (changes: Partial<RunRecord>): Promise<string> => {
      const run = aRun({ connectorId: id, account: current.account, ...changes });
      await stage.means.runs.open(run);
      await stage.means.reports.write(aReport(run, []));
      return run.runId;
    };
    const ofDay = async (day: string, next: string): Promise<string> => {
      const days = { from: `${day}T00:00:00.000Z`, to: `${next}T00:00:00.000Z` };
      return await open({
        kind: 'backfill',
        backfill: record.runId,
        startedAt: asked.startedAt,
        window: days,
      });
    };
    await ofDay('2025-04-30', '2025-05-01');
    const inMay = await ofDay('2025-05-30', '2025-05-31');
    const later = await open({ startedAt: '2025-07-01T00:00:00.000Z' });
    const latest = await open({ startedAt: '2025-07-02T00:00:00.000Z' });
    await open({ startedAt: '2025-07-03T00:00:00.000Z', account: 'former' });
    const may = windowOfMonth('2025-05');
    const known = await knownRuns(stage.means, current, may, 3);
    assert.deepEqual(
      known.rows.map(({ record: run }) => run.runId),
      [latest, later, inMay],
    );
    assert.equal(known.allSince, '2025-07-01T00:00:00.000Z');
    assert.equal((await knownRuns(stage.means, current, may)).allSince, undefined);
    const { text: page } = await stage.get(`/connectors/${id}/backfill?month=2025-05`);
    assert.match(page, /<td class="whole"><time datetime="2025-05-30".*2 copies/s);
    assert.match(page, /<td class="none"><time datetime="2025-05-29"/);
  });
});
