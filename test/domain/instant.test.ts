import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { utcInstant } from '../../src/domain/instant.js';

describe('an instant', () => {
  it('comes out in UTC with milliseconds', () => {
    assert.equal(utcInstant('2026-11-20T09:00:00Z'), '2026-11-20T09:00:00.000Z');
    assert.equal(utcInstant('2026-11-20T09:00:00.123456+05:30'), '2026-11-20T03:30:00.123Z');
    assert.equal(utcInstant('2024-02-29T00:00:00-12:00'), '2024-02-29T12:00:00.000Z');
  });

  for (const text of [
    '2026-11-20',
    '2026-11-20T09:00:00',
    '2026-11-20T09:00Z',
    '2026-02-31T00:00:00Z',
    '2025-02-29T00:00:00Z',
    '2026-00-10T00:00:00Z',
    '2026-13-10T00:00:00Z',
    '2026-11-20T24:00:00Z',
    '2026-11-20T09:60:00Z',
    '2026-11-20T09:00:00+24:00',
    '57300-06-03T18:46:03Z',
    '1989-12-31T23:59:59Z',
    '2101-01-01T00:00:00Z',
    'yesterday',
    '',
  ]) {
    it(`is not "${text}"`, () => assert.equal(utcInstant(text), undefined));
  }

  it('stays what it is when read again', () => {
    const date = fc.date({
      min: new Date('1990-01-01'),
      max: new Date('2100-12-31T23:59:59.999Z'),
      noInvalidDate: true,
    });
    fc.assert(fc.property(date, (at) => assert.equal(utcInstant(at.toISOString()), at.toISOString())));
  });
});
