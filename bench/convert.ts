import * as fc from 'fast-check';
import { siteSpecimens } from '../test/golden/site-specimens.js';
import { mailOf } from '../test/golden/specimen.js';
import { emlBytes } from '../test/support/eml.js';
import { hostileMail, type HostileMail } from '../test/support/hostile-mail.js';
import { assertReading, hasPython, readByPython } from '../test/support/python-reading.js';
import { assertReadBack, assertWireClean } from '../test/support/read-back.js';

// Converts generated hostile items, reads every mail back with two parsers and stops at the first difference.
// Run by hand: node --import tsx bench/convert.ts [how many, default 10000] [seed, default 1]

const BATCH = 250;

/** Of every golden specimen, so that ordinary items have a figure too. */
const ORDINARY_ROUNDS = 50;

const [count = 10_000, seed = 1] = process.argv.slice(2).map(Number);
const total = { items: 0, emlBytes: 0, convertMs: 0 };
const canAskPython = hasPython();

for (let done = 0; done < count; done += BATCH) {
  const numRuns = Math.min(BATCH, count - done);
  await checkBatch(fc.sample(hostileMail, { numRuns, seed: seed * 1_000_003 + done }));
}
say(
  `${total.items} items, ${megabytes(total.emlBytes)} MB of mail: every one read back equal by postal-mime` +
    `${canAskPython ? " and Python's email" : ' (there is no python3 here)'}`,
);
sayRate('hostile items', total.items, total.emlBytes, total.convertMs);
await convertOrdinary();

async function checkBatch(batch: HostileMail[]): Promise<void> {
  const emls: Buffer[] = [];
  const begun = performance.now();
  for (const { compose, staged } of batch) emls.push(await emlBytes(compose(), staged));
  total.convertMs += performance.now() - begun;
  for (const [index, { mail, staged }] of batch.entries()) {
    const eml = emls[index] ?? Buffer.alloc(0);
    assertWireClean(eml);
    await assertReadBack(mail, staged, eml);
    total.items += 1;
    total.emlBytes += eml.length;
  }
  if (!canAskPython) return;
  const readings = readByPython(emls);
  for (const [index, { mail, staged }] of batch.entries()) assertReading(readings[index], mail, staged);
}

async function convertOrdinary(): Promise<void> {
  let bytes = 0;
  const begun = performance.now();
  for (let round = 0; round < ORDINARY_ROUNDS; round++)
    for (const specimen of siteSpecimens) bytes += (await mailOf(specimen)).eml.length;
  sayRate('ordinary items', siteSpecimens.length * ORDINARY_ROUNDS, bytes, performance.now() - begun);
}

function sayRate(what: string, items: number, bytes: number, ms: number): void {
  const perSecond = (amount: number): number => amount / (ms / 1000);
  say(`${what}: ${perSecond(items).toFixed(0)} converted/s, ${megabytes(perSecond(bytes))} MB/s`);
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
