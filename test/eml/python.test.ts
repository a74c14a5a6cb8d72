import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import * as fc from 'fast-check';
import type { Mail } from '../../src/domain/mail.js';
import { composeMail } from '../../src/domain/mail/compose-mail.js';
import { sourceAddress } from '../../src/domain/mail/people.js';
import { emlBytes } from '../support/eml.js';
import { hostileItem, stagedAttachments } from '../support/hostile-items.js';

const SCRIPT = fileURLToPath(new URL('read_eml.py', import.meta.url));

interface Reading {
  headers: string[];
  subject: string;
  topic: string;
  date: string;
  from: [string, string][];
  to: [string, string][];
  text: string;
  html: string;
  attachments: [string, string, string][];
  defects: string[];
}

interface Sample {
  mail: Mail;
  eml: Buffer;
}

/** The same samples in every run, so that one reading can be looked at again. */
async function makeSamples(): Promise<Sample[]> {
  const cases = fc.sample(fc.tuple(hostileItem, stagedAttachments), { numRuns: 60, seed: 20260303 });
  return Promise.all(
    cases.map(async ([item, staged]) => {
      const attachments = staged.map(({ attachment }) => attachment);
      const mail = composeMail(item, { account: 'acme', attachments, addressOf: sourceAddress });
      return { mail, eml: await emlBytes(mail, staged) };
    }),
  );
}

describe("an .eml read by Python's email package", () => {
  let samples: Sample[];
  let readings: Reading[];

  before(async function () {
    if (spawnSync('python3', ['--version']).status !== 0) this.skip();
    samples = await makeSamples();
    const input = samples.map(({ eml }) => eml.toString('base64')).join('\n');
    const python = spawnSync('python3', [SCRIPT], { input, encoding: 'utf8', maxBuffer: 1 << 28 });
    assert.equal(python.status, 0, python.stderr);
    readings = python.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Reading);
    assert.equal(readings.length, samples.length);
  });

  /** Before 3.13 Python keeps the white space between the encoded-words of a name, which RFC 2047 section 6.2 drops. */
  const people = (list: [string, string][] = []) =>
    list.map(([name, address]) => [name.replaceAll(' ', ''), address]);
  const line = (text: string) => text.replaceAll('\r\n', '\n').trimEnd();

  it('has no defect', () => {
    for (const { defects } of readings) assert.deepEqual(defects, []);
  });

  it('has the subject, topic, people and time of the mail', () => {
    for (const [index, { mail }] of samples.entries()) {
      const reading = readings[index];
      assert.equal(reading?.subject, mail.subject);
      assert.equal(reading?.topic, mail.threadTopic);
      assert.deepEqual(people(reading?.from), people([[mail.from.name, mail.from.address]]));
      assert.deepEqual(people(reading?.to), people(mail.to.map(({ name, address }) => [name, address])));
      assert.equal(reading?.date, `${mail.date.slice(0, 19)}+00:00`);
      assert.equal(new Set(reading?.headers).size, reading?.headers.length);
    }
  });

  it('has both parts and every attachment, byte for byte', () => {
    for (const [index, { mail }] of samples.entries()) {
      const reading = readings[index];
      assert.equal(line(reading?.text ?? ''), line(mail.text));
      assert.equal(line(reading?.html ?? ''), line(mail.html));
      assert.deepEqual(
        reading?.attachments.map(([name, , sha256]) => [name, sha256]),
        mail.attachments.map(({ fileName, sha256 }) => [
          fileName,
          sha256 ?? createHash('sha256').digest('hex'),
        ]),
      );
    }
  });
});
