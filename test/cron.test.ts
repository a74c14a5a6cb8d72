import assert from 'node:assert/strict';
import { isCron } from '../src/cron.js';

describe('a cron expression', () => {
  for (const text of [
    '0 2 * * *',
    '*/15 * * * *',
    '0 0 1,15 * *',
    '30 4-6/2 * jan-MAR sun',
    '5/10 0 * * 7',
    '  0  2 * * 1-5 ',
  ]) {
    it(`may be "${text}"`, () => assert.ok(isCron(text)));
  }

  for (const text of [
    '',
    '0 2 * *',
    '0 0 2 * * *',
    '60 2 * * *',
    '0 24 * * *',
    '0 2 0 * *',
    '0 2 * 13 *',
    '0 2 * * 8',
    '0 2 * foo *',
    '0 5-2 * * *',
    '*/0 * * * *',
    '1-2-3 * * * *',
    '1/2/3 * * * *',
    ', * * * *',
    '-1 * * * *',
    '@daily',
    'CRON_TZ=UTC 0 2 * * *',
  ]) {
    it(`may not be "${text}"`, () => assert.ok(!isCron(text)));
  }
});
