import assert from 'node:assert/strict';
import { msToTs, tsToMs } from '@temporalio/common/lib/time.js';
import type { Connector } from '../../src/domain/connector.js';
import { mergeWindows } from '../../src/domain/window.js';
import { Schedules } from '../../src/temporal/schedules.js';
import { Bench } from '../activities/bench.js';
import { newId } from '../storage/shared-azurite.js';
import { codesIn, readTable, type Row } from '../support/page-tables.js';
import { modelOf } from './model.js';
import { instantsIn, inWords, minuteOf, periodOf, stepsOf, type Trace } from './steps.js';
import { WindowStage } from './window-stage.js';

const PAGE = 'windows.md';
const cases = readTable(PAGE, 'Cases');
const lookbacks = readTable(PAGE, 'What is listed again');
const ticks = readTable(PAGE, 'When a schedule fires');

/** The cases of the page that operators read. */
describe('what is archived when', function () {
  // All cases go on at once, and the first one waits for most of them.
  this.timeout(600_000);
  let windows: WindowStage;
  const traces = new Map<Row, Promise<Trace>>();

  before(async function () {
    windows = await WindowStage.open(this);
    for (const row of cases.toSorted((a, b) => Number(isPatient(b)) - Number(isPatient(a)))) {
      const trace = windows.perform(startOf(row), stepsOf(row['What happens']));
      trace.catch(() => undefined); // its own test says so
      traces.set(row, trace);
    }
  });
  after(async () => {
    await Promise.allSettled(traces.values());
    await windows?.close();
  });

  for (const row of cases) {
    it(`${row['Case']}: ${row['Why']}`, async () => assertAs(row, (await traces.get(row)) as Trace));
  }

  for (const row of ticks) {
    it(`a schedule fires, ${row['Case']}: ${row['Why']}`, async () => {
      assert.equal((await firesAt(windows, row)).map(minuteOf).join('<br>'), row['It fires at']);
    });
  }
});

describe('what is archived when, as the model of the tests has it', () => {
  for (const row of cases) {
    it(`${row['Case']}`, () => assertAs(row, modelOf(startOf(row), stepsOf(row['What happens']))));
  }
});

describe('what is listed again', () => {
  for (const row of lookbacks) {
    it(`by ${row['Case']}: ${row['Why']}`, async () => {
      assert.equal(await listedAgain(row), row['Listed again']);
    });
  }
});

function assertAs(row: Row, { outcomes, watermark }: Trace): void {
  assert.equal(inWords(outcomes), row['Archived']);
  assert.equal(minuteOf(watermark), row['Watermark after']);
}

/** A short window is listed four times, and the source is given half a minute for it: those cases begin first. */
function isPatient(row: Row): boolean {
  return row['What happens']?.includes(', short') ?? false;
}

function startOf(row: Row): string {
  return instantsIn(row['Watermark'])[0] ?? '';
}

async function listedAgain(row: Row): Promise<string> {
  const [start = '', watermark = '', at = ''] = ['Start', 'Watermark', 'Run for'].map(
    (heading) => instantsIn(row[heading])[0],
  );
  const bench = await Bench.open({}, { start, lookbackHours: Number(row['Hours']) });
  try {
    await bench.deps.connectors.moveWatermark(bench.connectorId, start, watermark);
    const { slices } = await bench.openDaily(at);
    const past = slices.filter(({ isLookback }) => isLookback).map(({ window }) => window);
    return mergeWindows(past).map(periodOf).join(', ') || 'nothing';
  } finally {
    await bench.close();
  }
}

/** Asked of the server, of the schedule that the product makes of it. */
async function firesAt({ stage: { client } }: WindowStage, row: Row): Promise<string[]> {
  const [cron = ''] = codesIn(row['Cron']);
  const [timezone = ''] = codesIn(row['Time zone']);
  const [startTime = null, endTime = null] = instantsIn(row['Between']).map((at) => msToTs(Date.parse(at)));
  const id = newId('connector');
  const schedules = new Schedules(client, 'nobody polls it');
  await schedules.create({ id, displayName: id, schedule: { cron, timezone } } as Connector);
  const { namespace } = client.options;
  const scheduleId = `connector/${id}`;
  const asked = { namespace, scheduleId, startTime, endTime };
  const answer = await client.workflowService.listScheduleMatchingTimes(asked);
  await schedules.delete(id);
  return (answer.startTime ?? []).map((time) => new Date(tsToMs(time)).toISOString());
}
