import assert from 'node:assert/strict';
import { Rig } from './support.js';

describe('a run whose history grows too long', function () {
  let rig: Rig;

  before(async function () {
    rig = await Rig.start(this, {
      seed: 'long history',
      listing: { pageSize: 10 },
      temporalArguments: ['--dynamic-config-value', 'limit.historyCount.suggestContinueAsNew=100'],
    });
    await rig.startWorker();
  });
  after(async () => await rig?.close());

  it('goes on in new executions and ends as one run with one report', async () => {
    const run = await rig.startDaily();
    const report = await rig.reportOf(run);
    await rig.assertArchived(rig.yesterday, report);
    const last = await rig.client.workflow.getHandle(run.workflowId).describe();
    assert.notEqual(last.runId, report.runId, 'it stayed in its first execution');
    assert.ok(last.historyLength < 200, `its last execution has ${last.historyLength} events`);
  });
});
