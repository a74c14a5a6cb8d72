import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { PERMISSIONS_OF } from '../src/console/access/permissions.js';
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

describe('docs/console.md', () => {
  const page = readFileSync(new URL('../docs/console.md', import.meta.url), 'utf8');

  for (const [role, permissions] of Object.entries(PERMISSIONS_OF)) {
    it(`says what the role ${role} may do, and nothing else`, () => {
      const row = page.split('\n').find((line) => line.startsWith(`| \`${role}\``)) ?? '';
      const [, ...named] = [...row.matchAll(/`([\w-]+)`/g)].map(([, name]) => name);
      assert.deepEqual(named, permissions);
    });
  }

  it('names every setting of the sign-in and of TLS', () => {
    const source = readFileSync(new URL('../src/console/settings.ts', import.meta.url), 'utf8');
    const settings = new Set(source.match(/ARCHIVER_(?:CONSOLE|OIDC)_[A-Z_]+/g));
    assert.ok(settings.size > 8, 'control');
    for (const name of settings) assert.ok(page.includes(name), name);
  });
});
