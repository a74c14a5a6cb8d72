import assert from 'node:assert/strict';
import { needsPerson, REASONS, type ReasonCode } from '../../src/domain/reasons.js';
import { findableOf, isDue } from '../../src/workflows/run-attributes.js';
import { newState } from '../../src/workflows/run-state.js';

const SHOWN = { phase: 'archiving', imported: 5, failed: 0, needsAttention: false, atMs: 0 };

describe('what a run is found by', () => {
  it('is written at once where its phase or its need for somebody changes', () => {
    assert.ok(isDue(undefined, SHOWN, 0));
    assert.ok(isDue(SHOWN, { ...SHOWN, phase: 'reporting' }, 1));
    assert.ok(isDue(SHOWN, { ...SHOWN, needsAttention: true }, 1));
    assert.ok(isDue({ ...SHOWN, needsAttention: true }, SHOWN, 1), 'and when nobody is needed any more');
  });

  it('is written every three minutes where only counts change, and not at all where nothing does', () => {
    assert.ok(!isDue(SHOWN, { ...SHOWN, imported: 6 }, 179_999));
    assert.ok(isDue(SHOWN, { ...SHOWN, imported: 6 }, 180_000));
    assert.ok(isDue(SHOWN, { ...SHOWN, failed: 1 }, 180_000));
    assert.ok(!isDue(SHOWN, SHOWN, 180_000));
  });

  it('says that somebody is needed once something failed that does not come right by itself', () => {
    const needs = (reason: ReasonCode) =>
      findableOf({ ...newState(0), reasons: { [reason]: 1 } }).needsAttention;
    assert.ok(needs('NoMapping') && needs('MailboxFull'));
    assert.ok(!needs('MailboxInTrouble') && !needs('Canceled'));
    assert.ok(!findableOf(newState(0)).needsAttention);
  });

  it('is paused, and needs somebody where the run has paused by itself', () => {
    const of = (note: string) =>
      findableOf({ ...newState(0), canPause: true, isHalted: true, paused: { note, since: '' } });
    const { phase, needsAttention } = of('SourceRefusedLogin: Correct the secret.');
    assert.deepEqual([phase, needsAttention], ['paused', true]);
    assert.equal(of('mailboxes are moved (paused by admin)').needsAttention, false);
  });
});

describe('a reason', () => {
  it('needs a person unless its next step is that there is nothing to do, or another run takes it up', () => {
    for (const [code, { nextStep }] of Object.entries(REASONS))
      if (nextStep.startsWith('Nothing to do')) assert.ok(!needsPerson(code as ReasonCode), code);
  });
});
