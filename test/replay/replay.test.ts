import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, Worker, type WorkflowBundleOption } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import * as workflows from '../../src/workflows/index.js';
import { quietTemporal } from '../support/quiet-temporal.js';

const HISTORIES = fileURLToPath(new URL('./histories', import.meta.url));
const PRODUCTION: WorkflowBundleOption = {
  codePath: fileURLToPath(new URL('../../dist/workflow-bundle.js', import.meta.url)),
};

interface Recorded {
  name: string;
  workflowId: string;
  history: unknown;
}

/** Histories of real runs, replayed by the very bundle a worker loads: a run that is open during an upgrade goes on. */
describe('replay of recorded histories', function () {
  quietTemporal();
  const corpus = recorded();

  for (const { name, workflowId, history } of corpus) {
    it(`${name} goes the same way`, async () => {
      await Worker.runReplayHistory({ workflowBundle: PRODUCTION, replayName: name }, history, workflowId);
    });
  }

  it('covers every workflow that is registered', () => {
    const covered = new Set(corpus.map(({ name }) => name.split('/')[0]));
    assert.deepEqual(covered, new Set(Object.keys(workflows)));
  });

  describe('against a changed twin', () => {
    let twin: WorkflowBundleOption;

    before(async () => {
      twin = await bundleWorkflowCode({
        workflowsPath: fileURLToPath(new URL('./changed-twin/index.ts', import.meta.url)),
        logger: new DefaultLogger('ERROR'),
      });
    });

    for (const { name, workflowId, history } of corpus) {
      it(`${name} is refused`, async () => {
        await assert.rejects(
          Worker.runReplayHistory({ workflowBundle: twin, replayName: name }, history, workflowId),
          DeterminismViolationError,
        );
      });
    }
  });
});

function recorded(): Recorded[] {
  return readdirSync(HISTORIES, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .map((name) => ({
      ...(JSON.parse(readFileSync(join(HISTORIES, name), 'utf8')) as Recorded),
      name: name.replace(/\.json$/, ''),
    }));
}
