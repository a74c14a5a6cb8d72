import * as fc from 'fast-check';
import { siteSpecimens } from '../../test/golden/site-specimens.js';
import { mailOf } from '../../test/golden/specimen.js';
import { emlBytes } from '../../test/support/eml.js';
import { hostileMail, type HostileMail } from '../../test/support/hostile-mail.js';
import { assertReading, hasPython, readByPython } from '../../test/support/python-reading.js';
import { assertReadBack, assertWireClean } from '../../test/support/read-back.js';
import { Meter, number, say, type Figure } from '../measure.js';

const BATCH = 250;
/** Of every golden specimen, so that ordinary items have a figure too. */
const ORDINARY_ROUNDS = 50;

/** Ordinary items made into mails, and so many generated hostile ones, whose mails are read back by two parsers. */
export async function bench(count = 2_000): Promise<Figure[]> {
  say(`convert: makes mails of ${number(count)} hostile items, and reads back every one`);
  // First, because the parsers leave a large heap behind.
  const ordinary = await convertOrdinary();
  const meter = new Meter();
  let bytes = 0;
  for (let done = 0; done < count; done += BATCH) {
    // A difference is found again by the seed alone.
    const options = { numRuns: Math.min(BATCH, count - done), seed: done };
    const batch = fc.sample(hostileMail, options);
    const emls = await meter.run(() => convertAll(batch));
    await checkAll(batch, emls).catch((cause: unknown) => {
      throw new Error(`A mail is read back otherwise: ${JSON.stringify(options)}`, { cause });
    });
    bytes += emls.reduce((sum, { length }) => sum + length, 0);
  }
  const readers = hasPython() ? "postal-mime and Python's email" : 'postal-mime; there is no python3';
  return [
    ...ordinary,
    ...meter.figures('hostile items', { items: count, bytes }),
    { what: 'read back equal', figure: `${number(count)} mails by ${readers}` },
  ];
}

async function convertAll(batch: HostileMail[]): Promise<Buffer[]> {
  const emls: Buffer[] = [];
  for (const { compose, staged } of batch) emls.push(await emlBytes(compose(), staged));
  return emls;
}

async function checkAll(batch: HostileMail[], emls: Buffer[]): Promise<void> {
  const readings = hasPython() ? readByPython(emls) : undefined;
  for (const [index, { mail, staged }] of batch.entries()) {
    const eml = emls[index] ?? Buffer.alloc(0);
    assertWireClean(eml);
    await assertReadBack(mail, staged, eml);
    if (readings) assertReading(readings[index], mail, staged);
  }
}

async function convertOrdinary(): Promise<Figure[]> {
  const meter = new Meter();
  let bytes = 0;
  await meter.run(async () => {
    for (let round = 0; round < ORDINARY_ROUNDS; round += 1)
      for (const specimen of siteSpecimens) bytes += (await mailOf(specimen)).eml.length;
  });
  return meter.figures('ordinary items', { items: siteSpecimens.length * ORDINARY_ROUNDS, bytes });
}
