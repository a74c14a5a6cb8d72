import assert from 'node:assert/strict';
import { runsTable } from '../../src/cli/runs.js';
import { emptyCounts, type Report } from '../../src/domain/report.js';

const RUN: Report = {
  connectorId: 'emea',
  runId: '01a216e3-0fd4-7be9-88e1-5b4edc32766c',
  workflowId: 'run/emea-1',
  window: { from: '2026-11-25T00:00:00.000Z', to: '2026-11-26T02:00:00.000Z' },
  mapping: { version: 1 },
  state: 'completed-with-failures',
  reason: null,
  startedAt: '2026-11-26T02:00:01.000Z',
  completedAt: '2026-11-26T02:10:00.000Z',
  counts: { ...emptyCounts(), imported: 123_456, failed: 2 },
  failures: [],
  gaps: [],
  sourceFaults: [],
};
const LEFT_OVER = { ...RUN, state: 'paused' as const, window: { from: RUN.window.to, to: RUN.window.to } };

describe('the list of runs', () => {
  const lines = runsTable([RUN, LEFT_OVER]).split('\n');

  it('fits on a terminal of 80 columns', () => {
    for (const line of lines) assert.ok(line.length <= 80, line);
  });

  it('has under each run its window, and its id at the end of the line, to be copied', () => {
    assert.equal(lines.length, 5);
    assert.match(lines[1] ?? '', /^2026-11-26 02:00 +completed-with-failures +123456 +0 +0 +2$/);
    assert.equal(lines[2], `  2026-11-25 00:00 to 2026-11-26 02:00  ${RUN.runId}`);
    assert.match(lines[3] ?? '', /^2026-11-26 02:00 +paused /);
    assert.match(lines[4] ?? '', new RegExp(`^  left over +${RUN.runId}$`));
  });
});
