import assert from 'node:assert/strict';
import { figuresOf } from '../../src/console/pages/wizard/mapping-figures.js';
import type { Finding } from '../../src/mapping/mapping-faults.js';

const row = (line: number) => ({
  line,
  number: `4477009001${line}`,
  address: 'a@contoso.example',
  validFrom: null,
  validTo: null,
});
const fault = (line: number, column: Finding<string>['column'] = 'address') => ({
  line,
  column,
  reason: 'x',
  remedy: 'y',
  shown: '',
});

describe('the figures of a mapping file', () => {
  it('count a row once, also one that holds although its user has no mailbox yet', () => {
    const judgement = { rows: [row(2), row(3), row(4)], users: 2, faults: [fault(4), fault(5)] };
    assert.deepEqual(figuresOf(judgement), { rows: 2, faulty: 2, users: 2 });
  });

  it('count a row with two faults once, and what is wrong with the whole file as no row', () => {
    const judgement = { rows: [], users: 0, faults: [fault(1, 'file'), fault(2), fault(2, 'number')] };
    assert.deepEqual(figuresOf(judgement), { rows: 0, faulty: 1, users: 0 });
  });
});
