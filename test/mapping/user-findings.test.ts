import assert from 'node:assert/strict';
import { userFindings } from '../../src/mapping/user-findings.js';
import { aRow, FOUND } from './fixture.js';

const NOW = '2026-11-20T12:00:00.000Z';

const findings = (name: string, validTo = '') =>
  userFindings([aRow('447700900123', `${name}@contoso.example`, '', validTo)], FOUND, { now: NOW });

describe('a row of a mapping', () => {
  it('has no findings where its user has a mailbox, however the address is written', () => {
    assert.deepEqual(findings('ANN'), { faults: [], remarks: [] });
  });

  for (const [name, reason] of [
    ['nobody', 'unknown in Microsoft 365'],
    ['deleted', 'user was deleted'],
    ['guest', 'guest of the tenant'],
    ['no-mailbox', 'user without a mailbox'],
    ['on-premises', 'mailbox on Exchange Server'],
    ['archive-only', 'only an archive in Exchange Online'],
    ['ambiguous', 'several users have the address'],
  ] as const) {
    it(`is at fault for the reason "${reason}", and shows nothing of whose it is`, () => {
      const { faults, remarks } = findings(name);
      assert.deepEqual([faults.length, remarks.length, faults[0]?.reason], [1, 0, reason]);
      assert.match(faults[0]?.shown ?? '', /^[a-]+@aaaaaaa\.aaaaaaa$/);
    });

    it(`that has ended may stay though there is a finding "${reason}"`, () => {
      const { faults, remarks } = findings(name, '2026-07-01T00:00:00.000Z');
      assert.deepEqual([faults.length, remarks[0]?.reason], [0, reason]);
      assert.equal(findings(name, '2027-01-01T00:00:00.000Z').faults.length, 1);
    });
  }

  it('that is in force already may stay, however it leads nowhere', () => {
    const row = aRow('447700900123', 'guest@contoso.example');
    const inForce = [{ ...row, address: 'Guest@contoso.example' }];
    const { faults, remarks } = userFindings([row], FOUND, { now: NOW, inForce });
    assert.deepEqual([faults, remarks.length], [[], 1]);
  });

  it('is remarked on where the sign-in is blocked or others may read the mailbox', () => {
    assert.deepEqual(
      findings('blocked').remarks.map(({ reason }) => reason),
      ['sign-in is blocked'],
    );
    const { faults, remarks } = findings('shared');
    assert.deepEqual([faults.length, remarks.map(({ reason }) => reason)], [0, ['shared mailbox']]);
  });
});
