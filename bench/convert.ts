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
const total = { items: 0, bytes: 0, ms: 0 };
const isPythonThere = hasPython();

for (let done = 0; done < count; done += BATCH) {
  const numRuns = Math.min(BATCH, count - done);
  const batchSeed = seed * 1_000_003 + done;
  await checkBatch(fc.sample(hostileMail, { numRuns, seed: batchSeed })).catch((error) => {
    say(`A mail of the ${numRuns} with seed ${batchSeed} is read back otherwise.`);
    throw error;
  });
  if (total.items % 1000 === 0) say(`${total.items} of ${count}`);
}
say(`${total.items} hostile items, ${megabytes(total.bytes)} MB of mail, read back equal by postal-mime`);
say(isPythonThere ? "and by Python's email" : 'only: there is no python3 here');
sayRate('hostile items', total);
sayRate('ordinary items', await convertOrdinary());

async function checkBatch(batch: HostileMail[]): Promise<void> {
  const emls: Buffer[] = [];
  const begun = performance.now();
  for (const { compose, staged } of batch) emls.push(await emlBytes(compose(), staged));
  total.ms += performance.now() - begun;
  const readings = isPythonThere ? readByPython(emls) : [];
  for (const [index, { mail, staged }] of batch.entries()) {
    const eml = emls[index] ?? Buffer.alloc(0);
    assertWireClean(eml);
    await assertReadBack(mail, staged, eml);
    if (isPythonThere) assertReading(readings[index], mail, staged);
    total.items += 1;
    total.bytes += eml.length;
  }
}

async function convertOrdinary(): Promise<typeof total> {
  let bytes = 0;
  const begun = performance.now();
  for (let round = 0; round < ORDINARY_ROUNDS; round++)
    for (const specimen of siteSpecimens) bytes += (await mailOf(specimen)).eml.length;
  return { items: siteSpecimens.length * ORDINARY_ROUNDS, bytes, ms: performance.now() - begun };
}

function sayRate(what: string, { items, bytes, ms }: typeof total): void {
  const seconds = ms / 1000;
  say(`${what}: ${(items / seconds).toFixed(0)} converted/s, ${megabytes(bytes / seconds)} MB/s`);
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
