import assert from 'node:assert/strict';
import { backfillPause, backfillResume } from '../../src/cli/backfill-control.js';
import { backfillStart } from '../../src/cli/backfill.js';
import { connectorPause, connectorResume } from '../../src/cli/connector-pause.js';

/** An installation is not asked for: none of these gets as far as that. */
const OPTIONS = { json: false, verbose: false };
const DAYS = { ...OPTIONS, from: '2026-11-01', to: '2026-11-02' };

describe('a reason or a name that others will read', () => {
  const refused = async (command: Promise<unknown>, option: '--reason' | '--by'): Promise<void> =>
    await assert.rejects(command, { code: 'InvalidArgument', message: new RegExp(`^${option} is empty, `) });

  it('is not empty', async () => {
    await refused(backfillStart('emea', { ...DAYS, reason: ' ' }), '--reason');
    await refused(backfillPause('emea', { ...OPTIONS, reason: '' }), '--reason');
    await refused(connectorPause('emea', { ...OPTIONS, reason: '' }), '--reason');
    await refused(connectorResume('emea', { ...OPTIONS, by: '' }), '--by');
  });

  it('is one line, and steers nobody’s terminal', async () => {
    await refused(backfillStart('emea', { ...DAYS, reason: 'a\u001b[2Jgap' }), '--reason');
    await refused(backfillStart('emea', { ...DAYS, reason: 'a gap', by: 'Ada\u0007' }), '--by');
    await refused(backfillPause('emea', { ...OPTIONS, reason: 'a\ngap' }), '--reason');
    await refused(backfillResume('emea', { ...OPTIONS, by: 'A\nB' }), '--by');
  });
});
