import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { idFrom } from '../../src/console/pages/wizard/connector-id.js';
import { firstOpen, isReachable } from '../../src/console/pages/wizard/steps.js';
import { TERMS_VERSION, termsDigest } from '../../src/console/pages/wizard/terms-text.js';
import { scheduleOf, typedSchedule } from '../../src/console/pages/schedule-fields.js';
import { sourceOf, typedSource } from '../../src/console/pages/source-fields.js';
import { keepsSecret, withDecryption } from '../../src/console/pages/source-secrets.js';
import { LANGUAGES } from '../../src/console/strings/index.js';
import type { SourceSettings } from '../../src/domain/connector.js';
import { consentAddress, scopedRights } from '../../src/operations/microsoft365-consent.js';
import type { Draft } from '../../src/storage/drafts.js';

const APP = { tenantId: 'contoso.example', clientId: 'app-1', authorityHost: undefined };
const DRAFT: Draft = { id: 'd', owner: 'a', by: 'a', startedAt: '', changedAt: '' };

describe('what the wizard says', () => {
  it('before a connector is added is what docs/set-up.md says', () => {
    const page = readFileSync(new URL('../../docs/set-up.md', import.meta.url), 'utf8').replaceAll(
      /\s+/g,
      ' ',
    );
    for (const line of LANGUAGES.en.product.before) assert.ok(page.includes(`- ${line}`), line);
  });

  it('as its terms gets a new version with every change: here stands what version 2026-11 says', () => {
    assert.equal(TERMS_VERSION, '2026-11');
    assert.deepEqual(
      [termsDigest(LANGUAGES.en), termsDigest(LANGUAGES.de)].map((digest) => digest.slice(0, 16)),
      ['4265348fe4bebebe', 'b25773855ab59c50'],
    );
  });

  it('asks for consent in the cloud of the app registration, and names its Exchange', () => {
    assert.equal(
      consentAddress({ ...APP, cloud: 'gcc-high' }),
      'https://login.microsoftonline.us/contoso.example/adminconsent?client_id=app-1',
    );
    assert.match(scopedRights({ ...APP, cloud: 'gcc-high' }), /O365USGovGCCHigh/);
    assert.match(consentAddress({ ...APP, cloud: 'worldwide' }), /^https:\/\/login\.microsoftonline\.com\//);
  });
});

describe('the steps of the wizard', () => {
  it('are done in their order', () => {
    assert.equal(firstOpen(DRAFT), 'terms');
    const accepted = { ...DRAFT, terms: { at: '', version: '1' } };
    assert.equal(firstOpen(accepted), 'login');
    assert.deepEqual([isReachable(accepted, 'terms'), isReachable(accepted, 'mapping')], [true, false]);
    assert.equal(firstOpen({ ...accepted, rights: { inScope: '', outOfScope: '' } }), 'login');
  });
});

describe('an id made from a name', () => {
  it('has what of the name can stand in one', () => {
    assert.equal(idFrom(' WhatsApp EMEA (Köln) '), 'whatsapp-emea-koln');
    assert.equal(idFrom('東京'), '');
    assert.equal(idFrom('a'.repeat(80)).length, 63);
    assert.doesNotMatch(idFrom(`${'a'.repeat(62)} b`), /-$/);
  });
});

describe('a schedule in a form', () => {
  const others = { timezone: 'UTC', lookbackHours: 24 };

  it('is a time where it is daily, else a cron expression, and comes back as it was', () => {
    for (const cron of ['0 2 * * *', '5 23 * * *', '0 */4 * * *', '0 2 * * 1-5'])
      assert.equal(scheduleOf(typedSchedule({ ...others, cron })).cron, cron);
    assert.equal(typedSchedule({ ...others, cron: '5 2 * * *' }).time, '02:05');
    assert.equal(typedSchedule({ ...others, cron: '0 2 * * 1-5' }).time, '');
  });

  it('is none where nothing was typed', () => {
    const { cron, lookbackHours } = scheduleOf({ time: '', cron: '', timezone: '', lookbackHours: '' });
    assert.equal(cron, '');
    assert.ok(Number.isNaN(lookbackHours));
  });
});

describe('a login in a form', () => {
  const site = {
    type: 'telemessage' as const,
    product: 'whatsapp-phone-archiver' as const,
    url: 'https://archive.example',
    username: 'u',
    passwordSecret: 's',
  };
  const sftp = {
    type: 'telemessage-sftp' as const,
    product: 'whatsapp-phone-archiver' as const,
    host: 'drop.example',
    port: 2222,
    username: 'u',
    privateKeySecret: 's',
    hostKey: `SHA256:${'a'.repeat(43)}`,
    directory: '/whatsapp',
  };

  it('comes back as it was', () => {
    for (const source of [site, sftp]) assert.deepEqual(sourceOf(typedSource(source), 's'), source);
  });

  it('names a key for encrypted messages where one is given or kept, and where ZIP files come only', () => {
    const named = (known: SourceSettings | undefined, isGiven: boolean, typed: SourceSettings = sftp) =>
      withDecryption(sourceOf(typedSource(typed), 's'), { login: 's', known, isGiven })[
        'decryptionKeySecret'
      ];
    assert.equal(named(undefined, false), undefined);
    assert.equal(named(undefined, true), 's-decryption');
    assert.equal(named({ ...sftp, decryptionKeySecret: 'bodies' }, false), 'bodies');
    assert.equal(named({ ...sftp, decryptionKeySecret: 'bodies' }, true), 'bodies');
    assert.equal(named(undefined, true, site), undefined);
    const known = { ...sftp, decryptionKeySecret: 'bodies' };
    const without = withDecryption({ ...sftp }, { login: 's', known, isGiven: false, isRemoved: true });
    assert.equal('decryptionKeySecret' in without, false);
  });

  it('uses the stored secret for the same place and user only', () => {
    assert.equal(keepsSecret(site, typedSource(site)), true);
    assert.equal(keepsSecret(sftp, { ...typedSource(sftp), directory: '/other' }), true);
    for (const change of [
      { host: 'evil.example' },
      { port: '22' },
      { username: 'v' },
      { secretKind: 'password' },
    ])
      assert.equal(keepsSecret(sftp, { ...typedSource(sftp), ...(change as object) }), false);
    assert.equal(keepsSecret(site, { ...typedSource(site), url: 'https://evil.example' }), false);
    assert.equal(keepsSecret(site, typedSource(sftp)), false);
    assert.equal(keepsSecret(undefined, typedSource(site)), false);
  });
});
