import * as fc from 'fast-check';
import { emlBytes } from '../support/eml.js';
import { hostileMail } from '../support/hostile-mail.js';
import { assertReading, hasPython, readByPython } from '../support/python-reading.js';

describe("an .eml read by Python's email package", () => {
  it('is the mail it was made from, byte for byte and without a defect', async function () {
    if (!hasPython()) this.skip();
    // The same samples in every run, so that one reading can be looked at again.
    const samples = fc.sample(hostileMail, { numRuns: 100, seed: 20260303 });
    const emls = await Promise.all(samples.map(({ mail, staged }) => emlBytes(mail, staged)));
    const readings = readByPython(emls);
    for (const [index, { mail, staged }] of samples.entries()) assertReading(readings[index], mail, staged);
  });
});
