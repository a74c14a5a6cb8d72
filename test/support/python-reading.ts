import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Mail } from '../../src/domain/mail.js';
import type { Staged } from './eml.js';
import { expectedFiles, headerNames, sameLines } from './read-back.js';

const SCRIPT = fileURLToPath(new URL('../eml/read_eml.py', import.meta.url));
/** Nothing else may describe a part. */
const PART_HEADERS = new Set([
  'content-type',
  'content-transfer-encoding',
  'content-disposition',
  'content-id',
]);

/** What Python's email package makes of a mail. */
export interface Reading {
  headers: string[];
  x: Record<string, string>;
  subject: string;
  topic: string;
  date: string;
  from: [string, string][];
  to: [string, string][];
  text: string;
  html: string;
  files: string[][];
  partHeaders: string[];
  defects: string[];
}

export function hasPython(): boolean {
  return spawnSync('python3', ['--version']).status === 0;
}

export function readByPython(emls: readonly Buffer[]): Reading[] {
  const input = emls.map((eml) => eml.toString('base64')).join('\n');
  const python = spawnSync('python3', [SCRIPT], { input, encoding: 'utf8', maxBuffer: 1 << 30 });
  assert.equal(python.status, 0, python.stderr);
  const lines = python.stdout.trim().split('\n');
  assert.equal(lines.length, emls.length);
  return lines.map((line) => JSON.parse(line) as Reading);
}

/** It is the mail that it was made from, without a defect. */
export function assertReading(reading: Reading | undefined, mail: Mail, staged: Staged): void {
  assert.ok(reading);
  assert.deepEqual(reading.defects, []);
  assert.deepEqual(reading.headers, headerNames(mail));
  assert.deepEqual(
    reading.partHeaders.filter((name) => !PART_HEADERS.has(name)),
    [],
  );
  assert.equal(reading.subject, mail.subject);
  assert.equal(reading.topic, mail.threadTopic);
  for (const { name, value } of [...mail.headers, ...mail.sourceHeaders])
    // Python keeps the break behind a name that is too long for its value as a space, which RFC 5322 3.2.2 calls meaningless.
    assert.equal(reading.x[name.toLowerCase()]?.trimStart(), value);
  assert.equal(reading.date, `${mail.date.slice(0, 19)}+00:00`);
  assert.deepEqual(people(reading.from), people([mail.from].map(pair)));
  assert.deepEqual(people(reading.to), people(mail.to.map(pair)));
  assert.equal(sameLines(reading.text), sameLines(mail.text));
  assert.equal(sameLines(reading.html), sameLines(mail.html));
  assert.deepEqual(reading.files, expectedFiles(mail, staged));
}

const pair = ({ name, address }: Mail['from']): [string, string] => [name, address];

/** Before 3.13 Python keeps the white space between the encoded-words of a name, which RFC 2047 section 6.2 drops. */
function people(list: [string, string][]): [string, string][] {
  return list.map(([name, address]) => [name.replaceAll(' ', ''), address]);
}
