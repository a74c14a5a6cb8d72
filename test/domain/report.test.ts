import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { REASONS, type ReasonCode } from '../../src/domain/reasons.js';
import {
  addsUp,
  buildReport,
  countOutcomes,
  emptyCounts,
  emptyDayLine,
  sumCounts,
  type Outcome,
  type RunFacts,
} from '../../src/domain/report.js';

const FACTS: RunFacts = {
  connectorId: 'emea',
  runId: 'run-1',
  workflowId: 'run/emea-1',
  window: { from: '2026-11-19T02:00:00.000Z', to: '2026-11-20T02:00:00.000Z' },
  mapping: { version: 1 },
  reason: null,
  startedAt: '2026-11-20T02:00:01.000Z',
  completedAt: '2026-11-20T02:10:00.000Z',
  gaps: [],
  sourceFaults: [],
  ended: 'done',
  relisted: 0,
};

function anOutcome(changes: Partial<Outcome> = {}): Outcome {
  return {
    itemKey: '0'.repeat(32),
    mailbox: 'box',
    status: 'imported',
    origin: null,
    slice: null,
    itemId: 'item-1',
    sourceUserId: '447700900123',
    m365UserId: 'ann@contoso.example',
    reason: null,
    attachments: [],
    ...changes,
  };
}

const reason = fc.constantFrom(...(Object.keys(REASONS) as ReasonCode[]));
const closed: fc.Arbitrary<Outcome> = fc.oneof(
  fc.constantFrom('imported' as const, 'skipped' as const).map((status) => anOutcome({ status })),
  fc
    .tuple(fc.constantFrom('partial' as const, 'failed' as const), reason)
    .map(([status, code]) => anOutcome({ status, reason: code })),
  fc
    .constantFrom<Outcome['origin']>('source', 'earlier-run')
    .map((origin) => anOutcome({ status: 'fanned-out', mailbox: null, origin })),
);
const outcomes = fc.array(closed, { maxLength: 30 });
const open = anOutcome({ status: 'open' });

describe('a report', () => {
  it('adds up where every row has been closed, and never where one has not', () => {
    fc.assert(
      fc.property(outcomes, fc.nat(30), (rows, at) => {
        assert.equal(addsUp(countOutcomes(rows, 0)), true);
        assert.equal(addsUp(countOutcomes(rows.toSpliced(at, 0, open), 0)), false);
      }),
    );
  });

  it('counts each row but the fanned-out ones as available, and items of the source once', () => {
    fc.assert(
      fc.property(outcomes, fc.nat(), (rows, relisted) => {
        const counts = countOutcomes(rows, relisted);
        assert.equal(counts.availableForImport, rows.filter(({ status }) => status !== 'fanned-out').length);
        assert.equal(counts.availableFromSource, rows.filter(({ origin }) => origin === 'source').length);
        assert.equal(counts.relisted, relisted);
      }),
    );
  });

  it('of two halves sums up to the report of the whole', () => {
    fc.assert(
      fc.property(outcomes, outcomes, (one, other) => {
        const sum = sumCounts(countOutcomes(one, 1), countOutcomes(other, 2));
        assert.deepEqual(sum, countOutcomes([...one, ...other], 3));
        assert.deepEqual(sumCounts(sum, emptyCounts()), sum);
      }),
    );
  });

  it('names what failed and what is partial, and says which of it will be tried again', () => {
    fc.assert(
      fc.property(outcomes, (rows) => {
        const { failures } = buildReport(FACTS, rows);
        const listed = rows.filter(({ status }) => status === 'failed' || status === 'partial');
        assert.deepEqual(
          failures.map((failure) => [failure.reason, failure.open]),
          listed.map(({ status, reason: code }) => [
            code,
            status === 'failed' && code !== null && REASONS[code].fault === 'world',
          ]),
        );
      }),
    );
  });

  it('holds what a report is to hold and nothing else of a run, such as its settings', () => {
    const mapping = { version: 3, by: 'admin@contoso.example' };
    const facts = { ...FACTS, mapping, connector: { source: { username: 'admin' } }, account: 'account-1' };
    assert.deepEqual(buildReport(facts, []).mapping, { version: 3 });
    assert.deepEqual(Object.keys(buildReport(facts, [])).toSorted(), [
      'completedAt',
      'connectorId',
      'counts',
      'failures',
      'gaps',
      'mapping',
      'reason',
      'runId',
      'sourceFaults',
      'startedAt',
      'state',
      'window',
      'workflowId',
    ]);
  });

  for (const { ended, rows, state } of [
    { ended: null, rows: [open], state: 'running' },
    { ended: 'done', rows: [], state: 'completed' },
    { ended: 'done', rows: [anOutcome(), anOutcome({ status: 'skipped' })], state: 'completed' },
    {
      ended: 'done',
      rows: [anOutcome({ status: 'failed', reason: 'NoMapping' })],
      state: 'completed-with-failures',
    },
    {
      ended: 'done',
      rows: [anOutcome({ status: 'partial', reason: 'AttachmentTooLarge' })],
      state: 'completed-with-failures',
    },
    { ended: 'done', rows: [open], state: 'inconsistent' },
    { ended: 'incomplete', rows: [anOutcome()], state: 'incomplete' },
    { ended: 'incomplete', rows: [open], state: 'inconsistent' },
    { ended: 'canceled', rows: [anOutcome({ status: 'failed', reason: 'Canceled' })], state: 'canceled' },
    { ended: 'failed', rows: [open], state: 'inconsistent' },
    { ended: 'terminated', rows: [open], state: 'terminated' },
  ] as const) {
    const what = rows.map(({ status }) => status).join(' and ') || 'nothing';
    it(`of a run that ended ${ended ?? 'not yet'} with ${what} says ${state}`, () => {
      assert.equal(buildReport({ ...FACTS, ended }, rows).state, state);
    });
  }

  it('of a run over a period that the source had purged is never plainly completed', () => {
    const gaps = [FACTS.window];
    const report = buildReport({ ...FACTS, gaps }, [anOutcome()]);
    assert.deepEqual([report.state, report.gaps], ['completed-with-failures', gaps]);
    assert.equal(buildReport({ ...FACTS, gaps, ended: 'incomplete' }, []).state, 'incomplete');
  });

  it('has a line for a day without items, dated as the American original dates it', () => {
    assert.equal(emptyDayLine(FACTS.window), 'No items ingested on 11/20/2026.');
  });
});
