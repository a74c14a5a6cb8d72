import assert from 'node:assert/strict';
import {
  isWritten,
  pauseNote,
  pauseRequest,
  refusalNote,
  refusalOf,
  resumeNote,
} from '../../src/domain/pause.js';

describe('the argument of a signal', () => {
  it('is a reason and a name', () => {
    assert.deepEqual(pauseRequest({ reason: 'quota', by: 'ada@contoso.example' }), {
      reason: 'quota',
      by: 'ada@contoso.example',
    });
  });

  it('may be a plain reason', () => {
    assert.deepEqual(pauseRequest(' quota '), { reason: 'quota', by: 'somebody by a signal' });
  });

  it('counts as nothing where it is anything else, and the signal holds all the same', () => {
    for (const argument of [undefined, null, 7, '', [], { reason: 7, by: {} }, { reason: ' ' }]) {
      assert.deepEqual(pauseRequest(argument), { reason: 'no reason given', by: 'somebody by a signal' });
    }
  });

  it('is cut where it is longer than anybody reads', () => {
    assert.equal(pauseRequest('x'.repeat(10_000)).reason.length, 500);
  });

  it('may say that the flag was set before, and only in so many words', () => {
    assert.equal(isWritten({ by: 'ada', isWritten: true }), true);
    for (const argument of [undefined, null, 'isWritten', {}, { isWritten: false }, { isWritten: 'true' }])
      assert.equal(isWritten(argument), false);
  });

  it('makes the note that the schedule shows', () => {
    assert.equal(pauseNote({ reason: 'quota', by: 'ada' }), 'quota (paused by ada)');
  });

  it('makes the note of a resume as well', () => {
    assert.equal(resumeNote({ by: 'ada' }), 'Resumed by ada');
  });
});

describe('the note of a pause that a run has made by itself', () => {
  it('names the reason and the next step', () => {
    assert.match(refusalNote('DirectoryDenied'), /^DirectoryDenied: Consent .*connector resume`\.$/);
  });

  it('is told from what a person wrote', () => {
    assert.equal(refusalOf(refusalNote('SourceRefusedLogin')), 'SourceRefusedLogin');
    for (const note of ['', 'quota (paused by ada)', 'Note: see the ticket', 'toString: x'])
      assert.equal(refusalOf(note), undefined);
  });
});
