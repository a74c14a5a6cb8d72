import assert from 'node:assert/strict';
import { Examination } from '../../src/doctor/examination.js';
import { bad, good, overallState, unknown, type Finding } from '../../src/doctor/finding.js';
import { ArchiveError } from '../../src/domain/errors.js';
import { gate } from '../microsoft365/support.js';
import { anExamination, assertFinding, patience } from './support.js';

describe('an examination', () => {
  it('goes on after each failure, and shows its checks in the order in which they were asked', async () => {
    const examination = anExamination('temporal');
    const slow = gate();
    const asked = [
      examination.ask('first', async () => {
        await slow.opened;
        return good('seen', 1);
      }),
      examination.ask('second', async () => {
        throw new ArchiveError('SourceUnreachable', 'Nobody answers.');
      }),
    ];
    examination.skip(['third'], 'nobody answers');
    assert.equal(await asked[1], undefined);
    slow.open();
    assert.equal(await asked[0], 1);
    const { findings } = examination;
    assert.deepEqual(
      findings.map(({ check, state }) => [check, state]),
      [
        ['first', 'good'],
        ['second', 'bad'],
        ['third', 'unknown'],
      ],
    );
    assertFinding(findings, 'third', 'unknown', { detail: /not checked because nobody answers/ });
  });

  it('promises no repetition: nothing repeats a command that has ended', async () => {
    const examination = anExamination('source');
    await examination.ask('login', async () => {
      throw new ArchiveError('SourceUnreachable', 'Nobody answers.');
    });
    assertFinding(examination.findings, 'login', 'bad', {
      detail: /^SourceUnreachable: Nobody answers\.$/,
      nextStep: /run the command again/,
    });
  });

  it('says of a throttled call that nothing is known, and not that something is bad', async () => {
    const examination = anExamination('graph');
    await examination.ask('look-up', async () => {
      throw new ArchiveError('Throttled', 'Too much.');
    });
    assertFinding(examination.findings, 'look-up', 'unknown', { nextStep: /Wait some minutes/ });
  });

  it('keeps what a defect of ours or of a library says to itself', async () => {
    const examination = anExamination('storage');
    await examination.ask('blobs', async () => {
      throw new TypeError('canary');
    });
    assertFinding(examination.findings, 'blobs', 'unknown', { detail: /^Unexpected \(TypeError\)$/ });
  });

  it('waits for no check longer than its deadline', async () => {
    const examination = anExamination('temporal', 20);
    await examination.ask('server', async () => await new Promise<never>(() => undefined));
    assertFinding(examination.findings, 'server', 'bad', { detail: /no answer within 0\.02 s/ });
  });

  it('begins nothing more once the time for all checks is over', async () => {
    const over = AbortSignal.abort();
    const examination = new Examination('temporal', { over });
    let isAsked = false;
    await examination.ask('server', async () => {
      isAsked = true;
      return await Promise.resolve(good('seen'));
    });
    assert.equal(isAsked, false);
    assertFinding(examination.findings, 'server', 'unknown', { detail: /was over/, nextStep: /again/ });
  });

  it('aborts what a check that took too long has under way', async () => {
    let signal = patience();
    await anExamination('temporal', 20).ask('server', async (given) => {
      signal = given;
      return await new Promise<never>(() => undefined);
    });
    assert.ok(signal.aborted);
  });
});

describe('all findings together', () => {
  const finding = (answer: Pick<Finding, 'state' | 'detail' | 'nextStep'>): Finding => ({
    area: 'graph',
    check: 'x',
    ...answer,
  });

  it('are bad where one is, and unknown where one needs a person to know it', () => {
    const [fine, off] = [finding(good('a')), finding(bad('b', 'mend it'))];
    const [open, dependent] = [finding(unknown('c', 'ask again')), finding(unknown('d'))];
    assert.equal(overallState([fine, open, off]), 'bad');
    assert.equal(overallState([fine, open]), 'unknown');
    assert.equal(overallState([fine, dependent]), 'good');
    assert.equal(overallState([]), 'good');
  });
});
