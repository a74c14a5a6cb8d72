import assert from 'node:assert/strict';
import type { FoundUser } from '../../src/domain/user.js';
import { guessWhy, type UnmappedFacts } from '../../src/mapping/guess-why.js';

const NOTHING: UnmappedFacts = {
  rows: [],
  properties: [],
  automatic: true,
  isMappedNow: false,
  hasNumber: true,
  similar: [],
};
const row = (state: FoundUser['state'], line = 2) => ({ line, state });

describe('the guess why somebody has no mailbox', () => {
  const cases: { name: string; facts: Partial<UnmappedFacts>; code: string }[] = [
    { name: 'somebody mended it', facts: { isMappedNow: true, rows: [row('valid')] }, code: 'mapped-now' },
    { name: 'the row is for another time', facts: { rows: [row('valid')] }, code: 'row-of-another-time' },
    { name: 'the row names nobody', facts: { rows: [row('unknown')] }, code: 'row-unknown' },
    {
      name: 'the row names a leaver, whatever the property says',
      facts: { rows: [row('deleted')], properties: ['unknown'] },
      code: 'row-deleted',
    },
    { name: 'the row names a guest', facts: { rows: [row('guest')] }, code: 'row-guest' },
    {
      name: 'automatic mapping is off',
      facts: { automatic: false, properties: ['valid'] },
      code: 'automatic-off',
    },
    {
      name: 'a row looks alike',
      facts: { similar: [{ line: 7 }], properties: ['unknown'] },
      code: 'similar-row',
    },
    { name: 'the property names nobody', facts: { properties: ['unknown'] }, code: 'property-unknown' },
    {
      name: 'the property leads to Exchange Server',
      facts: { properties: ['on-premises'], hasNumber: false },
      code: 'property-on-premises',
    },
    { name: 'the number is hidden', facts: { hasNumber: false }, code: 'hidden-number' },
    { name: 'nothing is known of them', facts: {}, code: 'outside' },
    {
      name: 'the property is not asked, and names nobody anyway',
      facts: { automatic: false, properties: ['unknown'] },
      code: 'outside',
    },
  ];
  for (const { name, facts, code } of cases) {
    it(`is ${code} where ${name}`, () => {
      const guess = guessWhy({ ...NOTHING, ...facts });
      assert.equal(guess.code, code);
      assert.match(guess.nextStep, /\.$/);
    });
  }

  it('names the line to look at', () => {
    assert.match(guessWhy({ ...NOTHING, rows: [row('guest', 12)] }).why, /line 12 is of a guest/);
    assert.match(guessWhy({ ...NOTHING, similar: [{ line: 7 }] }).why, /line 7/);
  });
});
