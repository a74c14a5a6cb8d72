import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exitCodeOf } from '../../src/cli/errors.js';
import { lookUpUsers } from '../../src/cli/look-up-users.js';
import { mappingCheck } from '../../src/cli/mapping-check.js';
import { mappingRemove, mappingSet } from '../../src/cli/mapping-set.js';
import { mappingShow } from '../../src/cli/mapping-show.js';
import { decideMapping } from '../../src/operations/change-mapping.js';
import { nextMapping, type MappingRules, type MappingVersion } from '../../src/domain/mapping.js';
import type { Finding } from '../../src/mapping/mapping-faults.js';
import type { RowChange } from '../../src/mapping/row-difference.js';
import type { Preview } from '../../src/mapping/preview.js';
import { newId } from '../storage/shared-azurite.js';
import { MappingStage } from './mapping-stage.js';

const AT = '2026-11-20T12:00:00.000Z';
const HEADER = 'Mobile Number,Microsoft 365 email';
const ANN = '+44 7700 900123,ann@contoso.example';
const ANN_ALIAS = '447700900123,ann.alias@contoso.example';
const BOB = '00447700900456,bob@contoso.example';

interface Findings {
  faults: Finding<string>[];
  reassigned: Finding<string>[];
  remarks: Finding<string>[];
}
type Checked = Findings & {
  rows: number;
  connectorId: string | null;
  version: number | null;
  preview: Preview;
};
type Changed = Findings & { changed: boolean; mapping: MappingVersion; preview: Preview };

const linesOf = (findings: Finding<string>[]) =>
  findings.map(({ line, column, reason }) => `${line} ${column}: ${reason}`);

describe('the mapping commands', function () {
  this.timeout(30_000);
  let stage: MappingStage;

  before(async () => void (stage = await MappingStage.start()));
  after(async () => await stage?.close());

  const versions = async (id: string): Promise<MappingVersion[]> =>
    await stage.repositories.connectors.mappingVersions(id);
  const set = async (id: string, file: string, options: object = {}) =>
    await mappingSet(id, file, { ...stage.options, ...options });
  const installed = async (...lines: string[]): Promise<string> => {
    const id = await stage.connector();
    assert.equal((await set(id, await stage.csv(HEADER, ...lines))).exitCode, 0);
    return id;
  };
  const mailboxOf = (name: string): string =>
    stage.tenant.users.find(({ userPrincipalName }) => userPrincipalName.startsWith(name))?.id ?? '';

  describe('check', () => {
    it('judges rows and users where there is no connector yet, and changes nothing', async () => {
      const file = await stage.csv(
        HEADER,
        ANN,
        '07700 900124,x@contoso.example',
        '447700900125,nobody@contoso.example',
      );
      const { exitCode, json, text } = await mappingCheck(file, stage.options);
      const { faults, connectorId, rows } = json as Checked;
      assert.deepEqual([exitCode, connectorId, rows], [3, null, 2]);
      assert.deepEqual(linesOf(faults), [
        '3 number: national number without country',
        '4 address: unknown in Microsoft 365',
      ]);
      assert.match(text, /^ *3 +number +99999 999999 +national number without country$/m);
      assert.match(text, /^unknown in Microsoft 365: Correct the address/m);
      assert.doesNotMatch(text, /900124|nobody@/);
    });

    it('names both rows of a contradiction', async () => {
      const file = await stage.csv(HEADER, ANN, '447700900123,bob@contoso.example');
      const { text } = await mappingCheck(file, stage.options);
      assert.match(text, /^ *2 .* two mailboxes for a number, see line 3\n *3 .*, see line 2$/m);
    });

    it('ends with 0 where there is nothing to look at', async () => {
      const { exitCode, text } = await mappingCheck(
        await stage.csv(HEADER, ANN, BOB, '447700900789,ann.alias@contoso.example'),
        stage.options,
      );
      assert.equal(exitCode, 0);
      assert.match(text, /^3 rows in use, naming 2 users with a mailbox\n/);
      assert.match(text, /^Rows that stop the installation: none$/m);
    });

    it('says who would newly receive mail, and how much of what was seen', async () => {
      const id = await stage.connector();
      await stage.see(id, { phoneNumber: '447700900123', displayName: 'Ann\u001b[2J' }, 3);
      await stage.see(id, { phoneNumber: '447700900999' }, 1);
      const check = { ...stage.options, connector: id };
      const { exitCode, json, text } = await mappingCheck(await stage.csv(HEADER, ANN), check);
      const { preview, version } = json as Checked;
      assert.deepEqual([exitCode, version, preview.copies, preview.seen, preview.without], [0, 1, 3, 2, 1]);
      assert.match(text, /^447700900123 +Ann\?\[2J +none +ann@contoso\.example +3$/m);
      assert.match(text, /^Without a mailbox: 1 of 2 people seen$/m);
      assert.equal((await versions(id)).length, 1);
    });

    it('says who would lose it and who would change mailbox, against the mapping in force', async () => {
      const id = await installed(ANN, BOB);
      await stage.see(id, { phoneNumber: '447700900123' }, 1, mailboxOf('ann'));
      await stage.see(id, { phoneNumber: '447700900456' }, 1, mailboxOf('bob'));
      const file = await stage.csv(HEADER, '447700900456,ann@contoso.example');
      const { exitCode, json } = await mappingCheck(file, { ...stage.options, connector: id });
      const { preview, reassigned } = json as Checked;
      assert.deepEqual([exitCode, linesOf(reassigned)], [3, ['2 number: moves to another user']]);
      assert.deepEqual(
        preview.losing.map(({ person }) => person),
        ['447700900123'],
      );
      assert.deepEqual(
        preview.moving.map(({ after }) => after?.mail),
        ['ann@contoso.example'],
      );
      assert.equal(preview.copies, 0);
    });

    it('tries rules that are not in force yet: a country, or those of a connector file', async () => {
      const file = await stage.csv(HEADER, '07911 123456,ann@contoso.example');
      const id = await stage.connector();
      const check = { ...stage.options, connector: id };
      assert.equal((await mappingCheck(file, check)).exitCode, 3);
      const british = await mappingCheck(file, { ...check, country: 'GB' });
      assert.equal(british.exitCode, 0);
      assert.match(british.text, /1 added, 0 removed, 0 changed · defaultCountry changed$/m);
      await assert.rejects(mappingCheck(file, { ...check, country: 'gb' }), { code: 'InvalidArgument' });
      const planned = await stage.connectorFile(newId('planned'), {
        defaultCountry: 'GB',
        catchAllMailbox: 'bob@contoso.example',
      });
      const { exitCode, json, text } = await mappingCheck(file, { ...stage.options, file: planned });
      assert.deepEqual([exitCode, (json as Checked).connectorId], [0, null]);
      assert.match(text, /^mapping\.catchAllMailbox is not known to be a shared mailbox/m);
    });

    it('counts what a catch-all mailbox would take', async () => {
      const catchAllMailbox = 'bob@contoso.example';
      const id = await stage.connector({ automatic: true, catchAllMailbox });
      await stage.see(id, { phoneNumber: '447700900123' }, 3);
      await stage.see(id, { phoneNumber: '447700900999' }, 2);
      const { text } = await mappingCheck(await stage.csv(HEADER, ANN), { ...stage.options, connector: id });
      assert.match(text, /^Items already seen that nobody has, for bob@contoso\.example: 2$/m);
    });

    it('asks which connector is meant where there are several, and knows the one that is not there', async () => {
      const file = await stage.csv(ANN);
      await stage.connector();
      await stage.connector();
      await assert.rejects(mappingCheck(file, stage.options), {
        code: 'InvalidArgument',
        nextStep: /--connector/,
      });
      await assert.rejects(mappingCheck(file, { ...stage.options, connector: 'none' }), {
        code: 'ConnectorNotFound',
      });
      await assert.rejects(mappingCheck(`${file}.none`, stage.options), { code: 'InvalidArgument' });
    });
  });

  describe('set', () => {
    it('makes a version that says who, and what is different', async () => {
      const id = await installed(ANN, BOB);
      const file = await stage.csv(HEADER, ANN, '447700900789,bob@contoso.example');
      const { exitCode, json, text } = await set(id, file, { by: 'Grace' });
      const { mapping, changed } = json as Changed;
      assert.deepEqual(
        [exitCode, changed, mapping.version, mapping.by, mapping.csv?.rows],
        [0, true, 3, 'Grace', 2],
      );
      assert.deepEqual(mapping.difference, { added: 1, removed: 1, changed: 0, rules: [] });
      assert.match(
        text,
        new RegExp(`^Version 3 of the mapping of ${id} is in force from the next run on: 2 rows`),
      );
      const record = await stage.repositories.connectors.get(id);
      assert.deepEqual(record.mapping, mapping);
      assert.deepEqual(
        (await versions(id)).map(({ version }) => version),
        [1, 2, 3],
      );
    });

    it('makes no version where the rows say the same, in whatever order and spelling', async () => {
      const id = await installed(ANN, BOB);
      for (const lines of [
        [HEADER, ANN, BOB],
        ['Email;Phone', 'BOB@contoso.example;447700900456', 'ann@contoso.example;0044 7700 900 123'],
      ]) {
        const { exitCode, json } = await set(id, await stage.csv(...lines));
        assert.deepEqual(
          [exitCode, (json as Changed).changed, (json as Changed).mapping.version],
          [0, false, 2],
        );
      }
      assert.equal((await versions(id)).length, 2);
    });

    it('refuses a file with bad rows, naming each, and nothing is changed', async () => {
      const id = await installed(ANN);
      const file = await stage.csv(
        HEADER,
        ANN,
        'x,ann@contoso.example',
        '447700900456,nobody@contoso.example',
      );
      const { exitCode, json, text } = await set(id, file);
      const { error, faults } = json as Findings & { error: { code: string } };
      assert.deepEqual([exitCode, error.code], [2, 'InvalidArgument']);
      assert.deepEqual(linesOf(faults), ['3 number: not a number', '4 address: unknown in Microsoft 365']);
      assert.match(text, /^InvalidArgument: Rows of the mapping file that cannot be used: 2\n/);
      assert.match(text, /^Next step: .*--skip-bad-rows.*nothing was changed\.$/m);
      assert.equal((await versions(id)).length, 2);
    });

    it('installs the others with --skip-bad-rows, and the row whose user gets a mailbox one day', async () => {
      const id = await stage.connector();
      const file = await stage.csv(
        HEADER,
        ANN,
        'x,ann@contoso.example',
        '447700900456,nomail@contoso.example',
      );
      const { exitCode, json, text } = await set(id, file, { skipBadRows: true });
      assert.deepEqual([exitCode, (json as Changed).mapping.csv?.rows], [3, 2]);
      assert.equal((json as Changed).faults.length, 2);
      assert.match(text, /^Rows left out: 1$/m);
      assert.match(text, /^Rows that lead to no mailbox: 1$/m);
    });

    it('never installs a file that was not understood, or by which nobody is mapped', async () => {
      const id = await stage.connector({ automatic: false });
      assert.equal((await set(id, await stage.csv(HEADER, ANN))).exitCode, 0);
      const picture = join(stage.directory, 'picture.csv');
      await writeFile(picture, Buffer.from([0xff, 0xd8, 0xff, 0, 1, 2, 3]));
      for (const file of [
        picture,
        await stage.csv(),
        await stage.csv(HEADER),
        await stage.csv('Mobile Number,Phone,Email', ANN),
        await stage.csv(HEADER, `"${ANN}`, BOB),
        await stage.csv(HEADER, 'x,ann@contoso.example'),
        await stage.csv(HEADER, '447700900456,nobody@contoso.example'),
      ]) {
        const { exitCode, json, text } = await set(id, file, { skipBadRows: true });
        assert.equal(exitCode, 2, text);
        assert.match((json as { error: Error }).error.message, /^The mapping file cannot be used as a whole/);
      }
      assert.equal((await versions(id)).length, 2);
    });

    it('refuses to give a number to another user for all time, unless told that it was wrong', async () => {
      const id = await installed(ANN);
      const file = await stage.csv(HEADER, '447700900123,bob@contoso.example');
      const { exitCode, text } = await set(id, file);
      assert.equal(exitCode, 2);
      assert.match(text, /number to another user: 1\n/);
      assert.match(text, /^moves to another user: Say from when: .*--reassign/m);
      assert.doesNotMatch(text, /900123/);
      assert.equal((await set(id, file, { reassign: true })).exitCode, 0);
    });

    it('refuses it also once the former row was taken out, and where a property led to the former owner', async () => {
      const id = await installed(ANN, BOB);
      await stage.see(id, { phoneNumber: '447700900123' }, 2, mailboxOf('ann'));
      await stage.see(id, { phoneNumber: '447700900999' }, 1, mailboxOf('ann'));
      assert.equal((await set(id, await stage.csv(HEADER, BOB))).exitCode, 0);
      const file = await stage.csv(
        HEADER,
        '447700900123,bob@contoso.example',
        '447700900999,bob@contoso.example',
      );
      const { exitCode, json, text } = await set(id, file);
      const { reassigned } = json as Findings;
      assert.deepEqual([exitCode, reassigned.map(({ line }) => line)], [2, [2, 3]]);
      assert.match(text, new RegExp(`moves to another user, from ${mailboxOf('ann')}$`, 'm'));
      assert.equal((await set(id, file, { reassign: true })).exitCode, 0);
    });

    it('lets a number be handed over from a day on, and the file shown then says the same', async () => {
      const id = await installed(ANN);
      const handedOver = await stage.csv(
        `${HEADER},valid from,valid to`,
        '447700900123,ann@contoso.example,,2026-06-30',
        '447700900123,bob@contoso.example,2026-07-01,',
      );
      const { exitCode, json } = await set(id, handedOver);
      assert.deepEqual(
        [exitCode, (json as Changed).mapping.difference],
        [0, { added: 1, removed: 0, changed: 1, rules: [] }],
      );
      const { text } = await mappingShow(id, { ...stage.options, format: 'csv' });
      assert.match(text, /ann@contoso\.example,,2026-07-01T00:00:00\.000Z\r\n.*,2026-07-01T00:00:00\.000Z,$/);
      assert.equal(((await set(id, await stage.csv(text))).json as Changed).changed, false);
    });

    it('lets a number go to another address of the same user', async () => {
      const id = await installed(ANN);
      const { exitCode, json } = await set(id, await stage.csv(ANN_ALIAS));
      assert.deepEqual([exitCode, (json as Changed).mapping.difference.changed], [0, 1]);
    });

    it('of two at the same time lets one through', async () => {
      const id = await stage.connector();
      const files = [await stage.csv(ANN), await stage.csv(BOB)];
      const attempts = await Promise.allSettled(files.map(async (file) => await set(id, file)));
      const reasons = attempts.flatMap((each) => (each.status === 'rejected' ? [String(each.reason)] : []));
      assert.equal(reasons.length, 1);
      assert.match(reasons[0] ?? '', /somebody else/);
      assert.equal((await versions(id)).length, 2);
    });

    it('takes no author that would spoil the record', async () => {
      const id = await stage.connector();
      for (const by of ['', ' ', 'a\nb', 'x'.repeat(101)])
        await assert.rejects(set(id, await stage.csv(ANN), { by }), { code: 'InvalidArgument' });
    });
  });

  describe('update, where its file names no CSV,', () => {
    const change = async (id: string, rules: MappingRules, options = {}) => {
      const { mapping } = await stage.repositories.connectors.get(id);
      const csv = mapping.csv && (await stage.repositories.connectors.readMapping(mapping.csv.blob));
      const look = async (addresses: Iterable<string>) => await lookUpUsers(stage.options, addresses);
      const means = { lookUpUsers: look, ...stage.repositories };
      const wanted = { connectorId: id, rules, csv, isInstalled: true, current: mapping };
      return await decideMapping(means, wanted, { by: 'admin', ...options });
    };

    it('changes a rule though rows of the installed file are bad, for these were accepted', async () => {
      const id = await stage.connector();
      const file = await stage.csv(
        HEADER,
        ANN,
        'x,ann@contoso.example',
        '447700900456,nobody@contoso.example',
      );
      assert.equal((await set(id, file, { skipBadRows: true })).exitCode, 3);
      const { refusal, ...decision } = await change(id, {
        automatic: true,
        catchAllMailbox: 'bob@contoso.example',
      });
      assert.equal(refusal, undefined);
      const judgement = 'judgement' in decision ? decision.judgement : null;
      assert.deepEqual([judgement?.faults, judgement?.notes.length], [[], 1]);
      assert.ok(linesOf(judgement?.remarks ?? []).includes('4 address: unknown in Microsoft 365'));
    });

    it('is refused where the rule makes rows of the installed file unusable, and says of which file', async () => {
      const id = await stage.connector({ automatic: true, defaultCountry: 'GB' });
      assert.equal(
        (await set(id, await stage.csv(HEADER, BOB, '07911 123456,ann@contoso.example'))).exitCode,
        0,
      );
      const { refusal } = await change(id, { automatic: true });
      assert.match(refusal?.message ?? '', /^Rows of the installed mapping file that cannot be used: 1$/);
    });

    it('is refused whatever is to be skipped where the rule leaves nobody mapped', async () => {
      const id = await stage.connector({ automatic: true, defaultCountry: 'GB' });
      const file = await stage.csv(HEADER, '07911 123456,ann@contoso.example');
      assert.equal((await set(id, file)).exitCode, 0);
      const { refusal } = await change(id, { automatic: false }, { skipBadRows: true });
      assert.match(refusal?.message ?? '', /^The installed mapping file cannot be used as a whole$/);
    });
  });

  describe('show', () => {
    it('has the rows in force as a table, as JSON, and as a file that says the same when it is installed', async () => {
      const id = await installed(ANN, BOB);
      const shown = await mappingShow(id, { ...stage.options, format: 'text' });
      assert.match(shown.text, /version 2: 2 rows of CSV · automatic on\n/);
      assert.match(shown.text, /^\+447700900123 +ann@contoso\.example$/m);
      const { text } = await mappingShow(id, { ...stage.options, format: 'csv' });
      assert.deepEqual(
        text.split('\r\n').map((line) => line.split(',')[1]),
        ['Microsoft 365 email', 'ann@contoso.example', 'bob@contoso.example'],
      );
      assert.equal(((await set(id, await stage.csv(text))).json as Changed).changed, false);
      const json = await mappingShow(id, { ...stage.options, format: 'json' });
      assert.deepEqual(JSON.parse(json.text), json.json);
    });

    it('has every version there was, who made it and what it changed, also of a connector that is deleted', async () => {
      const id = await installed(ANN);
      await mappingRemove(id, { ...stage.options, by: 'Grace' });
      await stage.repositories.connectors.delete(id);
      const { json, text } = await mappingShow(id, { ...stage.options, versions: true, format: 'text' });
      assert.deepEqual((json as { versions: MappingVersion[] }).versions, await versions(id));
      assert.match(text, /^1 .*creator +no CSV · automatic on +\+0 −0 ~0 +automatic$/m);
      assert.match(text, /^3 .*Grace +no CSV · automatic on +\+0 −1 ~0$/m);
      const second = await mappingShow(id, { ...stage.options, version: 2, format: 'text' });
      assert.match(second.text, /^\+447700900123 /m);
    });

    it('lists the rows and rules that a version changed, from what to what', async () => {
      const id = await installed(ANN, BOB);
      const file = await stage.csv(
        HEADER,
        '447700900123,bob@contoso.example',
        '+447700900789,ann@contoso.example',
      );
      assert.equal((await set(id, file, { reassign: true })).exitCode, 0);
      const { json, text } = await mappingShow(id, { ...stage.options, version: 3, format: 'text' });
      const { changes } = json as { changes: RowChange[] };
      assert.deepEqual(
        changes.map(({ number, before, after }) => [number, before?.address, after?.address]),
        [
          ['447700900123', 'ann@contoso.example', 'bob@contoso.example'],
          ['447700900456', 'bob@contoso.example', undefined],
          ['447700900789', undefined, 'ann@contoso.example'],
        ],
      );
      assert.match(text, /^\+447700900123 +changed +ann@contoso\.example +bob@contoso\.example$/m);
      assert.match(text, /^\+447700900456 +removed +bob@contoso\.example +none$/m);

      const { connector, account, mapping, etag } = await stage.repositories.connectors.get(id);
      const rules = { automatic: true, catchAllMailbox: 'bob@contoso.example' };
      const rows = { added: 0, removed: 0, changed: 0 };
      const next = nextMapping(mapping, { rules, csv: mapping.csv, rows, by: 'Grace', at: AT });
      await stage.repositories.connectors.update({ connector, account, mapping: next }, etag);
      const shown = await mappingShow(id, { ...stage.options, format: 'text' });
      assert.match(shown.text, /^Changed .*: 0 added, 0 removed, 0 changed · catchAllMailbox changed$/m);
      assert.match(shown.text, /^catchAllMailbox: none → bob@contoso\.example$/m);
    });

    it('knows neither a connector nor a version that there never was', async () => {
      const id = await stage.connector();
      const show = { ...stage.options, format: 'text' as const };
      await assert.rejects(mappingShow('none', show), { code: 'ConnectorNotFound' });
      await assert.rejects(mappingShow(id, { ...show, version: 2 }), {
        code: 'InvalidArgument',
        message: /has no version 2\./,
      });
    });
  });

  describe('remove', () => {
    it('leaves the automatic way, and says who loses their mailbox', async () => {
      const id = await installed(ANN);
      await stage.see(id, { phoneNumber: '447700900123' }, 1, mailboxOf('ann'));
      const { exitCode, json } = await mappingRemove(id, stage.options);
      const { mapping, preview } = json as Changed;
      assert.deepEqual([exitCode, mapping.version, mapping.csv], [0, 3, null]);
      assert.deepEqual(
        preview.losing.map(({ person }) => person),
        ['447700900123'],
      );
      assert.equal((json as Changed).mapping.difference.removed, 1);
    });

    it('is refused where nobody would get mail then', async () => {
      const id = await stage.connector({ automatic: false });
      assert.equal((await set(id, await stage.csv(ANN))).exitCode, 0);
      await assert.rejects(mappingRemove(id, stage.options), { code: 'InvalidArgument', message: /nobody/ });
      assert.equal((await versions(id)).length, 2);
    });
  });

  describe('while Microsoft 365', () => {
    it('refuses, end with 4, and nothing is changed', async () => {
      const id = await stage.connector();
      const file = await stage.csv(ANN);
      stage.tenant.failNext(1, {
        match: /^GET \/v1\.0\/users\?/,
        status: 403,
        code: 'Authorization_RequestDenied',
      });
      const denied = await set(id, file).catch((error: unknown) => error);
      assert.deepEqual([exitCodeOf(denied), (denied as { code: string }).code], [4, 'DirectoryDenied']);
      assert.equal((await versions(id)).length, 1);
    });

    it('throttles, wait as long as they are asked to', async () => {
      const id = await stage.connector();
      stage.tenant.failNext(3, { match: 'users', status: 429, retryAfter: 1 });
      assert.equal((await set(id, await stage.csv(ANN, BOB))).exitCode, 0);
    });
  });
});
