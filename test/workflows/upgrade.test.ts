import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import type { WorkflowBundleWithSourceMap } from '@temporalio/worker';
import type { RunResult } from '../../src/domain/run.js';
import { until } from '../support/until.js';
import { bundleProgram, newItems, planOf, Stage } from './stage.js';

const [OURS, FORMER] = ['../../src/workflows/versions.ts', '../replay/former-program/versions.ts'].map(
  (path) => fileURLToPath(new URL(path, import.meta.url)),
) as [string, string];
const DAILY = { connectorId: 'emea' };
const BACKFILL = { ...DAILY, from: '2026-11-01', to: '2026-11-04', reason: 'a leaver', requestedBy: 'admin' };
const RUNS = 4;

/** The program before its last changes of workflows, and the present one, as workers that replace each other. */
describe('an upgrade', function () {
  let stage: Stage;
  let former: WorkflowBundleWithSourceMap;

  before(async function () {
    former = await bundleProgram({ [OURS]: FORMER });
  });
  beforeEach(async function () {
    stage = await Stage.open(this, { isManned: false });
  });
  afterEach(async () => await stage?.close());

  const twoPages = (items: { itemKey: string; index: number }[]) => ({
    openRun: () => planOf(1),
    fetchWindow: ({ page }: { page: number }) => ({
      blob: `page ${page}`,
      items: items.slice(page * 2, page * 2 + 2),
      relisted: 0,
      end: page === 0 ? null : { isWhole: true },
    }),
  });
  const assertOnce = (items: { itemKey: string }[]): void => {
    const archived = stage.of('importItem').map(({ itemKey }) => String(itemKey));
    assert.deepEqual(archived.toSorted(), items.map(({ itemKey }) => itemKey).toSorted());
  };

  it('in the middle of a run: it goes on in the new program, along the ways of the former, each item once', async () => {
    const items = newItems(4);
    let isUpgraded = false;
    const stopFormer = await stage.startProgram(former);
    stage.play({
      ...twoPages(items),
      importItem: async ({ itemKey }) => {
        if (itemKey === items[0]?.itemKey) await until('the upgrade', () => isUpgraded);
        return 'imported';
      },
    });
    const run = await stage.start('connectorRun', DAILY);
    await until('an item under way', () => stage.of('importItem').length > 0);
    await stopFormer();
    await stage.startProgram();
    isUpgraded = true;
    await run.result();
    assertOnce(items);
    assert.equal(stage.of('readPause').length, 0);
    assert.equal((await marks(run)).length, 0);
  });

  it('in the middle of a backfill: its days stay one after another, and those to come may be paused', async () => {
    const stopFormer = await stage.startProgram(former);
    let isUpgraded = false;
    stage.play({
      openRun: async () => {
        await until('the upgrade', () => isUpgraded);
        return planOf(0, { movesWatermark: false });
      },
    });
    const run = await stage.start('backfill', BACKFILL);
    await until('its first day', () => stage.of('openRun').length === 1);
    await stopFormer();
    await stage.startProgram();
    isUpgraded = true;
    assert.equal(((await run.result()) as RunResult[]).length, 3);
    assert.equal(stage.of('openRun').length, 3);
    assert.ok(stage.of('readPause').length > 0);
    // It does not listen.
    assert.deepEqual(
      stage.of('openRun').filter(({ tellsBackfill }) => tellsBackfill !== undefined),
      [],
    );
  });

  it('with old and new workers at once: a run of the new program waits for a worker of it, and ends right', async () => {
    const stopFormer = await stage.startProgram(former);
    const stopNew = await stage.startProgram();
    const items = newItems(4 * RUNS);
    const given = new Map<string, number>();
    stage.play({
      openRun: ({ runId }) => {
        const at = given.size;
        given.set(runId, at);
        return { ...planOf(1), run: { connectorId: 'emea', runId } };
      },
      fetchWindow: ({ run, page }) => {
        const from = (given.get(run.runId) ?? 0) * 4 + page * 2;
        return {
          blob: 'page',
          items: items.slice(from, from + 2),
          relisted: 0,
          end: page === 0 ? null : { isWhole: true },
        };
      },
    });
    const runs = await Promise.all(
      Array.from({ length: RUNS }, async () => await stage.start('connectorRun', DAILY)),
    );
    await until('all of them to be begun', () => given.size === RUNS);
    await stopFormer();
    await Promise.all(runs.map(async (run) => await run.result()));
    assertOnce(items);
    await stopNew();
  });

  const marks = async (run: { workflowId: string }): Promise<unknown[]> => {
    const { events } = await stage.client.workflow.getHandle(run.workflowId).fetchHistory();
    return (events ?? []).filter((event) => event.markerRecordedEventAttributes);
  };
});
