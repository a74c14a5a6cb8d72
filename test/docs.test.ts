import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { REASONS } from '../src/domain/reasons.js';

describe('docs/reasons.md', () => {
  const page = readFileSync(new URL('../docs/reasons.md', import.meta.url), 'utf8');

  for (const [code, { nextStep }] of Object.entries(REASONS)) {
    it(`says what to do about ${code}`, () => {
      const row = page.split('\n').find((line) => line.startsWith(`| \`${code}\``));
      assert.ok(row?.includes(nextStep), `the row of ${code} should say: ${nextStep}`);
    });
  }
});
