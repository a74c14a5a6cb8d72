import assert from 'node:assert/strict';
import { rowDifference } from '../../src/mapping/row-difference.js';
import { aRow } from './fixture.js';

const ANN = aRow('447700900123', 'ann@contoso.example');
const BOB = aRow('447700900456', 'bob@contoso.example');
const JULY = '2026-07-01T00:00:00.000Z';

describe('the difference of two mapping files', () => {
  it('counts rows that came, went and changed', () => {
    assert.deepEqual(rowDifference([], [ANN, BOB]), { added: 2, removed: 0, changed: 0 });
    assert.deepEqual(rowDifference([ANN, BOB], [BOB]), { added: 0, removed: 1, changed: 0 });
    const moved = { ...ANN, address: 'carol@contoso.example' };
    assert.deepEqual(rowDifference([ANN, BOB], [moved, BOB]), { added: 0, removed: 0, changed: 1 });
  });

  it('counts a number that is handed over as one row changed and one added', () => {
    const handedOver = [
      { ...ANN, validTo: JULY },
      { ...ANN, address: BOB.address, validFrom: JULY },
    ];
    assert.deepEqual(rowDifference([ANN], handedOver), { added: 1, removed: 0, changed: 1 });
  });

  it('is nothing where rows stand in another order, or addresses in other letter case', () => {
    const same = [
      { ...BOB, line: 1 },
      { ...ANN, address: 'Ann@Contoso.example' },
    ];
    assert.deepEqual(rowDifference([ANN, BOB], same), { added: 0, removed: 0, changed: 0 });
  });
});
