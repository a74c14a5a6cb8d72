import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WorkflowNotFoundError, type ScheduleSpec, type WorkflowHandle } from '@temporalio/client';
import type { Counts, Report } from '../../src/domain/report.js';
import type { World } from '../../src/sandbox/world/world.js';
import type { RunRecord } from '../../src/storage/runs.js';
import { startDevServer, type DevServer } from '../../src/temporal/dev-server.js';
import { assertAddsUp, CONNECTOR, countCreated, daysAgo, Rig } from '../faults/support.js';
import { temporalCli } from '../support/temporal-cli.js';
import { until } from '../support/until.js';
import { plainDay } from './plain-day.js';

const SEED = 'catch up';
const PAST_DAYS = 7;
const MISSED_DAYS = 3;
const ITEMS_OF_A_DAY = 1;
const MINUTE_MS = 60_000;
const TICK_MS = 2_000;
const DOWN_MS = 4 * TICK_MS;
/** For all of it on a busy machine. */
const PATIENCE_MS = 200_000;

describe('time that was missed', function () {
  this.timeout(300_000);
  const midnight = (days: number) => `${daysAgo(days)}T00:00:00Z`;
  let rig: Rig;
  let directory: string;
  let past: World[];
  let missed: World[];
  let restarted: DevServer | undefined;

  before(async function () {
    directory = await mkdtemp(join(tmpdir(), 'whatsapp-archiver-test-'));
    const day = daysAgo(PAST_DAYS + MISSED_DAYS);
    rig = await Rig.start(this, {
      seed: SEED,
      day,
      items: 0,
      temporalDatabase: join(directory, 'temporal.db'),
    });
    await rig.startWorker();
    const days = Array.from({ length: PAST_DAYS + MISSED_DAYS }, (_, index) => addDay(rig, index));
    [past, missed] = [days.slice(0, PAST_DAYS), days.slice(PAST_DAYS)];
    await setTimes(rig, { cronExpressions: ['0 0 * * *'] });
  });
  after(async () => {
    await rig?.close();
    await restarted?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  it('a week of it is one run, in a part for each day', async () => {
    const [report] = await catchUp(rig, [midnight(MISSED_DAYS)]);
    assert.deepEqual(report?.window, { from: past[0]?.window.from, to: past.at(-1)?.window.to });
    assertCounts(report, sumOf(past));
    assert.equal(countCreated(rig), sumOf(past).imported);
  });

  it('three days of it are caught up in one go, a run for each, every copy once', async () => {
    const times = missed.map((_, index) => midnight(MISSED_DAYS - 1 - index));
    const reports = await catchUp(rig, times);
    for (const [index, report] of reports.entries()) {
      const world = missed[index] as World;
      assert.deepEqual(report.window, world.window);
      assertCounts(report, world.expected.counts);
      assertFollows(report, reports[index - 1]);
    }
    assert.deepEqual(rig.differences(rig.days), []);
    assert.equal(await rig.storage.connectors.watermark(CONNECTOR), missed.at(-1)?.window.to);
    assert.equal(await rig.countOpen(), 0);
  });

  it('a week that is archived already is listed by a backfill, which imports nothing and says so', async () => {
    const before = await rig.storage.connectors.watermark(CONNECTOR);
    const period = ['--from', past[0]?.window.from ?? '', '--to', past.at(-1)?.window.to ?? ''];
    const { runs, counts } = await rig.command<{ runs: Report[]; counts: Counts }>([
      'backfill',
      CONNECTOR,
      ...period,
      '--reason',
      'to see that all is there',
      '--wait',
    ]);
    assert.equal(runs.length, PAST_DAYS);
    for (const [index, report] of runs.entries()) assertCounts(report, skipped(past[index] as World));
    assert.deepEqual([counts.imported, counts.skipped], [0, sumOf(past).imported]);
    assert.deepEqual(rig.differences(rig.days), []);
    assert.equal(await rig.storage.connectors.watermark(CONNECTOR), before);
  });

  it('while the server was down every time is made up for, in order and one at a time', async function () {
    const { temporal } = rig.installation;
    const known = new Set((await ended(rig)).map(({ runId }) => runId));
    const begunAt = Date.now();
    await setTimes(rig, { intervals: [{ every: TICK_MS }] });
    await until('runs at these times', async () => (await watermarkMs(rig)) > begunAt + TICK_MS);
    await temporal.stop('SIGKILL');
    const downAt = Date.now();
    await until('times to be missed', () => Date.now() > downAt + DOWN_MS);
    const databaseFile = join(directory, 'temporal.db');
    restarted = await startDevServer({ cli: temporalCli(this), ports: temporal.ports, databaseFile });
    const upAt = Date.now();
    await until('a run for a time after that', async () => (await watermarkMs(rig)) > upAt, PATIENCE_MS);

    const runs = (await ended(rig))
      .filter(({ runId }) => !known.has(runId))
      .toSorted((a, b) => timeOf(a) - timeOf(b));
    for (const [index, run] of runs.slice(1).entries()) {
      assertFollows(run, runs[index]);
      assert.equal(timeOf(run) - timeOf(runs[index] as RunRecord), TICK_MS, 'a time was left out');
    }
    assert.ok(
      runs.filter((run) => timeOf(run) > downAt && timeOf(run) < upAt).length >= DOWN_MS / TICK_MS - 1,
    );
  });
});

function addDay(rig: Rig, index: number): World {
  const day = daysAgo(PAST_DAYS + MISSED_DAYS - index);
  const world = plainDay(rig.yesterday, SEED, { day, items: ITEMS_OF_A_DAY });
  rig.installation.site.addItems(world.items, world.attachmentBytes);
  rig.days.push(world);
  return world;
}

async function setTimes({ client }: Rig, spec: ScheduleSpec): Promise<void> {
  const schedule = client.schedule.getHandle(`connector/${CONNECTOR}`);
  await schedule.update((known) => ({ ...known, spec }));
}

/** As Temporal makes up for times that it missed; resolves to the reports of their runs. */
async function catchUp(rig: Rig, times: string[]): Promise<Report[]> {
  const [first = '', last = first] = [times[0], times.at(-1)];
  const schedule = rig.client.schedule.getHandle(`connector/${CONNECTOR}`);
  const end = new Date(Date.parse(last) + MINUTE_MS);
  await schedule.backfill({ start: new Date(first), end, overlap: 'BUFFER_ALL' });
  const ids = times.map((time) => `run/${CONNECTOR}-${time}`);
  for (const id of ids) {
    const run = rig.client.workflow.getHandle(id);
    await until(`the start of ${id}`, async () => await isThere(run), PATIENCE_MS);
    await run.result();
  }
  return await Promise.all(ids.map(async (id) => await rig.report(id)));
}

async function isThere(run: WorkflowHandle): Promise<boolean> {
  try {
    return (await run.describe()) !== undefined;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}

async function ended({ storage }: Rig): Promise<RunRecord[]> {
  return (await storage.runs.list(CONNECTOR, 100)).filter(({ completedAt }) => completedAt !== null);
}

async function watermarkMs({ storage }: Rig): Promise<number> {
  return Date.parse(await storage.connectors.watermark(CONNECTOR));
}

function timeOf({ window }: RunRecord): number {
  return Date.parse(window.to);
}

/** Begins where the other ended, and not before it had. */
function assertFollows(run: Report | RunRecord, former: Report | RunRecord | undefined): void {
  if (former === undefined) return;
  assert.equal(run.window.from, former.window.to);
  assert.ok(run.startedAt >= (former.completedAt ?? ''), 'two at a time');
}

function assertCounts(report: Report | undefined, expected: Partial<Counts>): void {
  assert.ok(report);
  assertAddsUp(report);
  const { relisted: _, ...counts } = report.counts;
  assert.deepEqual(counts, { skipped: 0, ...expected });
  assert.equal(report.state, 'completed');
}

function skipped({ expected: { counts } }: World): Partial<Counts> {
  return { ...counts, imported: 0, skipped: counts.imported };
}

function sumOf(worlds: World[]): World['expected']['counts'] {
  const sum = { availableFromSource: 0, availableForImport: 0, imported: 0, partiallyImported: 0, failed: 0 };
  for (const { expected } of worlds)
    for (const name of Object.keys(sum) as (keyof typeof sum)[]) sum[name] += expected.counts[name];
  return sum;
}
