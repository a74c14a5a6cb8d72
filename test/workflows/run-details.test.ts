import assert from 'node:assert/strict';
import { detailsOf } from '../../src/workflows/run-details.js';
import { newState, progressOf } from '../../src/workflows/run-state.js';

describe('the details of a run in the Temporal UI', () => {
  const progress = { ...progressOf(newState(0), 0), phase: 'ended' as const, outcome: 'incomplete' };
  const missing = {
    gaps: [{ from: '2026-11-19T02:00:00.000Z', to: '2026-11-19T07:00:00.000Z' }],
    sourceFaults: [{ name: 'drop-1.zip', reason: 'DropMissing' as const }],
    count: 3,
  };

  it('say what the source did not deliver, and the next steps', () => {
    const details = detailsOf(progress, {}, missing);
    assert.match(details, /^- purged: \*\*2026-11-19 02:00 UTC\*\* to \*\*2026-11-19 07:00 UTC\*\*$/m);
    assert.match(details, /^- `drop-1\.zip`: \*\*DropMissing\*\*\n- and 2 more, see the report$/m);
    assert.match(details, /^\*\*WindowPurged\*\* .*export/m);
    assert.match(details, /^\*\*DropMissing\*\* /m);
  });

  it('say nothing of it where all was delivered', () => {
    assert.doesNotMatch(detailsOf(progress, {}), /did not deliver/);
  });
});
