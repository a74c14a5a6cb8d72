import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const SRC = fileURLToPath(new URL('../src', import.meta.url));

/** Where each part of src may point. A file that stands directly in src is a part of its own; entry files wire. */
const ALLOWED: Record<string, string[]> = {
  domain: [],
  workflows: ['domain', 'activities'], // activities as types only, see below
  activities: ['domain', 'eml', 'mapping', 'sources', 'microsoft365', 'storage'],
  eml: ['domain'],
  mapping: ['domain', 'input-faults'],
  sources: ['domain', 'secret', 'secrets'],
  microsoft365: ['domain', 'secret'],
  storage: ['domain', 'secret'],
  processes: ['domain'],
  temporal: ['domain', 'processes', 'workflows', 'package-version'],
  doctor: ['domain', 'sources', 'microsoft365', 'storage', 'temporal', 'settings', 'secrets'],
  operations: [
    'domain',
    'mapping',
    'microsoft365',
    'sources',
    'storage',
    'temporal',
    'secret',
    'secrets',
    'connector-file',
    'spreadsheet-csv',
  ],
  console: [
    'domain',
    'operations',
    'mapping',
    'doctor',
    'sources',
    'storage',
    'temporal',
    'settings',
    'secret',
    'connector-file',
    'https-address',
    'connector-file',
    'input-faults',
    'logger',
    'spreadsheet-csv',
  ],
  cli: [
    'console',
    'operations',
    'domain',
    'processes',
    'standalone',
    'temporal',
    'storage',
    'mapping',
    'microsoft365',
    'sources',
    'doctor',
    'sandbox',
    'settings',
    'secret',
    'secrets',
    'connector-file',
    'logger',
    'package-version',
    'spreadsheet-csv',
    'worker',
  ],
  standalone: ['domain', 'processes', 'temporal'],
  settings: ['domain', 'secret', 'https-address'],
  sandbox: ['domain', 'processes', 'temporal'], // domain as types only, see below
  'worker.ts': [
    'activities',
    'domain',
    'microsoft365',
    'sources',
    'storage',
    'temporal',
    'settings',
    'secrets',
    'logger',
    'lost-schedules',
  ],
  'lost-schedules.ts': ['domain', 'storage', 'temporal'],
  'client.ts': ['cli'],
};

interface Arrow {
  from: string;
  to: string;
  file: string;
  toFile: string;
  /** As the import names it. */
  target: string;
  isTypeOnly: boolean;
}

describe('the import directions', () => {
  const all = sourceFiles(SRC).flatMap(arrowsOf);
  const arrows = all.filter(({ from, to }) => from.replace(/\.ts$/, '') !== to);

  it('point one way, as the design says', () => {
    const wrong = arrows.filter(({ from, to }) => from in ALLOWED && !ALLOWED[from]?.includes(to));
    assert.deepEqual(
      wrong.map(({ file, to }) => `${file} → ${to}`),
      [],
    );
  });

  it('lead from workflows to activities for types only, because their code cannot run in the sandbox', () => {
    const wrong = arrows.filter(
      ({ from, to, isTypeOnly }) => from === 'workflows' && to === 'activities' && !isTypeOnly,
    );
    assert.deepEqual(wrong, []);
  });

  it('lead from the sandbox to the domain for types and errors only, because a generator that shares our rules proves nothing', () => {
    const rules = arrows.filter(
      ({ from, to, target }) => from === 'sandbox' && to === 'domain' && !target.endsWith('/errors.js'),
    );
    assert.deepEqual(
      rules.filter(({ isTypeOnly }) => !isTypeOnly),
      [],
    );
  });

  it('lead to the sandbox from the demo only', () => {
    const importers = arrows
      .filter(({ from, to }) => to === 'sandbox' && from !== 'sandbox')
      .map(({ file }) => file);
    const demo = ['demo-wizard.ts', 'demo.ts'].map((name) => join('cli', name));
    assert.deepEqual([...new Set(importers)].toSorted(), demo);
  });

  it('lead from no file back to it, types included: what stands in a circle is read and changed only as a whole', () => {
    const targets = new Map<string, Arrow[]>();
    for (const arrow of all) targets.set(arrow.file, [...(targets.get(arrow.file) ?? []), arrow]);
    const circles = [...targets.keys()].filter((file) => reached(file, targets).has(file));
    assert.deepEqual(circles, []);
  });

  it('are seen at all', () => {
    assert.ok(arrows.length > 100, `only ${arrows.length} arrows found`);
    assert.ok(all.length > arrows.length, 'none within a folder');
  });

  it('would be seen in a circle', () => {
    const circle = new Map([
      ['a', [{ toFile: 'b' }]],
      ['b', [{ toFile: 'c' }]],
      ['c', [{ toFile: 'b' }]],
    ]);
    assert.deepEqual([reached('a', circle).has('a'), reached('b', circle).has('b')], [false, true]);
  });
});

function sourceFiles(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(directory, name));
}

function arrowsOf(path: string): Arrow[] {
  const file = relative(SRC, path);
  const imports = readFileSync(path, 'utf8').matchAll(
    /^(?:import|export)\s+(type\s)?[^'";]*?from\s+'(\.[^']+)'/gm,
  );
  return [...imports].map(([, type, target = '']) => ({
    from: partOf(file),
    to: partOf(relative(SRC, join(dirname(path), target))).replace(/\.[jt]sx?$/, ''),
    file,
    toFile: sourceOf(join(dirname(path), target)),
    target,
    isTypeOnly: type !== undefined,
  }));
}

/** The file that a compiled one is named after. */
function sourceOf(compiled: string): string {
  const source = ['.ts', '.tsx']
    .map((end) => compiled.replace(/\.js$/, end))
    .find((path) => existsSync(path));
  return relative(SRC, source ?? compiled);
}

/** The files that one leads to, over any number of others. */
function reached(file: string, arrows: ReadonlyMap<string, readonly Pick<Arrow, 'toFile'>[]>): Set<string> {
  const found = new Set<string>();
  const ahead = [file];
  for (let next = ahead.pop(); next !== undefined; next = ahead.pop()) {
    for (const { toFile } of arrows.get(next) ?? []) {
      if (found.has(toFile)) continue;
      found.add(toFile);
      ahead.push(toFile);
    }
  }
  return found;
}

/** The folder under src, or the file itself where it stands directly in src. */
function partOf(file: string): string {
  return file.split('/')[0] ?? file;
}
