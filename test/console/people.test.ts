import assert from 'node:assert/strict';
import type { Hono } from 'hono';
import { lookUpUsers } from '../../src/cli/look-up-users.js';
import type { Role } from '../../src/console/access/permissions.js';
import { buildApp } from '../../src/console/app.js';
import type { Console, ConsoleEnv } from '../../src/console/environment.js';
import type { MappingVersion } from '../../src/domain/mapping.js';
import type { Participant } from '../../src/domain/item.js';
import { seenKey } from '../../src/domain/seen.js';
import type { Means } from '../../src/operations/means.js';
import type { TemporalRuns } from '../../src/temporal/runs.js';
import { MappingStage } from '../cli/mapping-stage.js';
import { newItemKey } from '../storage/shared-azurite.js';
import { silentLogger } from './silent-logger.js';

const ORIGIN = 'http://127.0.0.1';
const AT = '2026-11-18T02:00:00.000Z';
const HEADER = 'Mobile Number,Microsoft 365 email';
const ANN = '+44 7700 900123,ann@contoso.example';
const OUTSIDER: Participant = { phoneNumber: '+447700900456', displayName: '<b>Bob</b>' };

describe('the page of a connector’s people', function () {
  this.timeout(60_000);
  let stage: MappingStage;
  let app: Hono<ConsoleEnv>;
  let roles: Role[];
  let name: string;
  let userId: string;
  let applied: string[];
  let id: string;

  before(async () => {
    stage = await MappingStage.start();
    const temporalRuns = {
      startApply: async (connectorId: string) => {
        applied.push(connectorId);
        return await Promise.resolve({ workflowId: 'run/apply', runId: 'r' });
      },
    } as Partial<TemporalRuns> as TemporalRuns;
    const means = {
      ...stage.repositories,
      temporalRuns,
      lookUpUsers: async (addresses) => await lookUpUsers(stage.options, addresses),
    } as Partial<Means> as Means;
    const console: Console = { means, origin: new URL(ORIGIN), temporalUi: undefined };
    app = buildApp({
      console,
      logger: silentLogger,
      userOf: () => Promise.resolve({ id: userId, name, roles }),
    });
  });
  after(async () => await stage?.close());

  beforeEach(async () => {
    [roles, name, applied] = [['data-connector-admin'], 'Grace', []];
    userId = 'https://idp.example grace';
    id = await stage.connector();
  });

  const ask = async (path: string, form?: Record<string, string | Blob>): Promise<Response> => {
    const body = new FormData();
    for (const [field, value] of Object.entries(form ?? {})) body.set(field, value);
    return await app.request(`${ORIGIN}${path}`, {
      ...(form && { method: 'POST', body }),
      headers: { host: '127.0.0.1', origin: ORIGIN, 'accept-language': 'en' },
    });
  };
  const people = (): string => `/connectors/${id}/people`;
  const text = async (path: string): Promise<string> => {
    const answer = await ask(path);
    assert.equal(answer.status, 200);
    return await answer.text();
  };
  /** The address of the preview that a form leads to. */
  const offer = async (form: Record<string, string | Blob>): Promise<string> => {
    const answer = await ask(`${people()}/changes`, form);
    assert.equal(answer.status, 303);
    return answer.headers.get('location') ?? '';
  };
  const csv = (...lines: string[]): { file: Blob } => ({
    file: new File([[HEADER, ...lines].join('\r\n')], 'mapping.csv'),
  });
  const install = async (...lines: string[]): Promise<void> => {
    const { version } = await inForce();
    const answer = await ask(await offer(csv(...lines)), { version: String(version) });
    assert.equal(answer.headers.get('location'), `${people()}?done=installed`);
  };
  const inForce = async (): Promise<MappingVersion> => (await stage.repositories.connectors.get(id)).mapping;
  const rows = async () =>
    ((await stage.repositories.connectors.mappingRows(await inForce())) ?? []).map(
      ({ number, address }) => `${number} ${address}`,
    );
  const see = async (participant: Participant, items: number): Promise<void> => {
    const { seen, unmapped } = stage.repositories;
    const key = seenKey(participant);
    await seen.addPerson(id, { key, participant });
    await unmapped.note(id, { key, participant }, AT);
    for (let item = 0; item < items; item += 1)
      await seen.putAppearance(id, {
        itemKey: newItemKey(),
        archivedTime: AT,
        messageTime: AT,
        people: [{ key, mailbox: null }],
      });
  };

  it('names who was seen without a mailbox, how often, why, and gives them one', async () => {
    await see(OUTSIDER, 3);
    const markup = await text(people());
    assert.match(
      markup,
      /People seen without a mailbox: 1\. In items that are in nobody’s mailbox yet: 1 of them\./,
    );
    assert.match(markup, /\+447700900456<small>&lt;b&gt;Bob&lt;\/b&gt;<\/small>/);
    assert.match(markup, /probably outside the organisation/);

    const preview = await offer({ number: '447700900456', address: 'bob@contoso.example' });
    assert.match(await text(preview), /Newly receive mail: 1.*bob@contoso\.example/s);
    assert.equal((await inForce()).version, 1);
    await ask(preview, { version: '1' });
    assert.deepEqual(await rows(), ['447700900456 bob@contoso.example']);
    const after = await text(`${people()}?done=installed`);
    assert.match(after, /Version 2 is in force/);
    assert.match(after, /has a mailbox by now/);
    assert.match(after, /Run the connector now, or wait for the next run/);
  });

  it('suggests the mailbox that the address property or a number that ends alike leads to', async () => {
    const automatic = { automatic: false };
    id = await stage.connector(automatic);
    await see({ phoneNumber: '+447700900456', userEmailAddress: 'ann.alias@contoso.example' }, 1);
    await install('+1 7700900789,bob@contoso.example');
    await see({ phoneNumber: '+447700900789' }, 1);
    const markup = await text(people());
    assert.match(markup, /value="ann@contoso\.example"/);
    assert.match(markup, /value="bob@contoso\.example"/);
  });

  it('leaves every other row as it is, also those that lead nowhere, and replaces those of the number', async () => {
    const nobody = '+44 7700 900789,nobody@contoso.example';
    const preview = await offer(csv(ANN, nobody));
    await ask(preview, { version: '1', skipBadRows: 'yes' });
    const change = await offer({ number: '447700900789', address: 'bob@contoso.example' });
    await ask(change, { version: '2' });
    assert.deepEqual((await rows()).toSorted(), [
      '447700900123 ann@contoso.example',
      '447700900789 bob@contoso.example',
    ]);
  });

  it('keeps what was typed where the address leads to no mailbox', async () => {
    await install(ANN);
    const form = { number: '447700900456', address: 'nomail@contoso.example' };
    const preview = await offer(form);
    const markup = await text(preview);
    assert.match(markup, /The address leads to no mailbox: user without a mailbox\./);
    assert.match(markup, /name="address" value="nomail@contoso\.example"/);
    assert.equal((await ask(preview, { version: '2' })).status, 422);
    assert.equal((await inForce()).version, 2);
  });

  it('says what is wrong with an address that is none, not that nothing would change', async () => {
    await install(ANN);
    const preview = await offer({ number: '447700900456', address: 'nobody@nowhere' });
    const markup = await text(preview);
    assert.match(markup, /The row cannot be used: not an address\..*Write one Microsoft 365 address/s);
    assert.match(markup, /name="address" value="nobody@nowhere"/);
    assert.doesNotMatch(markup, /there is nothing to change/);
    assert.equal((await ask(preview, { version: '2' })).status, 422);
    assert.equal((await inForce()).version, 2);
  });

  it('names every row of a file that cannot be used, and installs the others only if told so', async () => {
    const preview = await offer(csv(ANN, 'not a number,bob@contoso.example'));
    assert.match(await text(preview), /Install it in spite of its faults/);
    const refused = await ask(preview, { version: '1' });
    assert.equal(refused.status, 422);
    assert.match(await refused.text(), /Rows of the mapping file that cannot be used: 1/);
    assert.equal((await ask(preview, { version: '1', skipBadRows: 'yes' })).status, 303);
    assert.deepEqual(await rows(), ['447700900123 ann@contoso.example']);
  });

  it('shows the row of a fault as it was read, and of one that could not be read the shape alone', async () => {
    const nobody = '+44 7700 900789,nobody@contoso.example';
    const markup = await text(await offer(csv(nobody, 'no digits,bob@contoso.example')));
    const [, faults = ''] = markup.split('What is wrong with the file: 2');
    assert.match(faults, /\+447700900789<small>nobody@contoso\.example<\/small>.*unknown in Microsoft 365/s);
    assert.match(faults, /aa aaaaaa.*not a number/s);
  });

  it('offers no confirmation of a file that is no mapping at all', async () => {
    const markup = await text(await offer({ file: new File(['a,b,c\n1,2,3\n'], 'x.csv') }));
    assert.doesNotMatch(markup, /Put in force/);
  });

  it('moves a number to another user only if told that it was wrong all along', async () => {
    await install(ANN);
    const preview = await offer(csv('+44 7700 900123,bob@contoso.example'));
    assert.match(await text(preview), /Numbers that move to another user: 1/);
    assert.equal((await ask(preview, { version: '2' })).status, 422);
    assert.equal((await ask(preview, { version: '2', reassign: 'yes' })).status, 303);
    assert.deepEqual(await rows(), ['447700900123 bob@contoso.example']);
  });

  it('gives somebody who had another mailbox theirs, if told that the other was wrong', async () => {
    await install(ANN, '+44 7700 900789,bob@contoso.example');
    const preview = await offer({ number: '447700900789', address: 'ann@contoso.example' });
    assert.match(await text(preview), /name="reassign"/);
    assert.equal((await ask(preview, { version: '2', reassign: 'yes' })).status, 303);
    assert.deepEqual((await rows()).toSorted(), [
      '447700900123 ann@contoso.example',
      '447700900789 ann@contoso.example',
    ]);
  });

  it('takes the file out if told so, after showing for whom, and not where nobody would be left', async () => {
    await install(ANN);
    await see({ phoneNumber: '+447700900123' }, 1);
    const preview = await offer({ remove: 'yes' });
    assert.match(await text(preview), /The mapping file is taken out.*No longer receive mail.*: 1</s);
    assert.equal((await inForce()).version, 2);
    assert.equal((await ask(preview, { version: '2' })).status, 303);
    assert.deepEqual([(await inForce()).version, (await inForce()).csv], [3, null]);
    assert.doesNotMatch(await text(people()), /name="remove"/);

    id = await stage.connector({ automatic: false });
    await install(ANN);
    assert.doesNotMatch(await text(people()), /name="remove"/);
    assert.match(await text(await offer({ remove: 'yes' })), /nobody would get mail/);
  });

  it('gives everybody without a mailbox as a file that becomes a mapping file', async () => {
    await see(OUTSIDER, 1);
    assert.ok((await text(people())).includes(`href="${people()}/unmapped.csv"`));
    const file = await ask(`${people()}/unmapped.csv`);
    assert.match(file.headers.get('content-disposition') ?? '', /attachment; filename="unmapped-.*\.csv"/);
    const [header, row] = (await file.text()).split('\r\n');
    assert.match(header ?? '', /^Mobile Number,Microsoft 365 email,Who/);
    assert.match(row ?? '', /^'\+447700900456,,/);
    roles = ['viewer'];
    assert.equal((await ask(`${people()}/unmapped.csv`)).status, 403);
  });

  it('says what to do in the words of this page, and makes nothing the main button that has faults', async () => {
    await install(ANN);
    const moving = await text(await offer(csv('+44 7700 900123,bob@contoso.example')));
    assert.match(moving, />Number<.*say so below/s);
    assert.doesNotMatch(moving, /--reassign|<td[^>]*>number</);
    assert.match(moving, /<button>Put in force/);
    assert.match(
      await text(await offer(csv(ANN, '+44 7700 900456,bob@contoso.example'))),
      /<button class="main">Put in force/,
    );
    const empty = await text(await offer(csv('x,y')));
    assert.match(empty, />File<.*take it out instead/s);
    assert.doesNotMatch(empty, /mapping remove/);
  });

  it('names the rules that a version changed as it names them above', async () => {
    const versions = /id="versions".*/s.exec(await text(people()))?.[0] ?? '';
    assert.match(versions, /Rules changed">Automatic mapping</);
  });

  it('writes since when a row holds as it writes every time', async () => {
    const dated =
      'Mobile Number,Microsoft 365 email,validFrom\r\n+44 7700 900123,ann@contoso.example,2026-01-31';
    const { version } = await inForce();
    await ask(await offer({ file: new File([dated], 'm.csv') }), { version: String(version) });
    assert.match(
      await text(`${people()}?version=2`),
      /<time datetime="2026-01-31T00:00:00.000Z">31 Jan 2026/,
    );
  });

  it('refuses a change that was compared with a mapping that is no longer in force', async () => {
    const preview = await offer(csv('+44 7700 900456,bob@contoso.example'));
    await install(ANN);
    const answer = await ask(preview, { version: '1' });
    assert.equal(answer.status, 422);
    assert.match(await answer.text(), /changed by somebody else meanwhile/);
    assert.deepEqual(await rows(), ['447700900123 ann@contoso.example']);
  });

  it('shows a preview to whoever asked for it only', async () => {
    const preview = await offer(csv(ANN));
    userId = 'https://idp.example another-grace';
    for (const form of [undefined, { version: '1' }])
      assert.equal((await ask(preview, form)).headers.get('location'), `${people()}?done=expired`);
    assert.match(await text(`${people()}?done=expired`), /The preview has expired/);
  });

  it('says in the audit log who changed what and who had it applied', async () => {
    await install(ANN);
    assert.equal((await ask(`${people()}/apply`, {})).status, 303);
    assert.deepEqual(applied, [id]);
    const entries = await stage.repositories.audit.list(10, ({ connectorId }) => connectorId === id);
    assert.deepEqual(
      entries.map(({ by, via, action }) => [by, via, action]),
      [
        ['Grace', 'console', 'mapping.apply'],
        ['Grace', 'console', 'mapping.change'],
      ],
    );
    assert.ok(!JSON.stringify(entries).includes('900123'));
  });

  it('says what is missing from a form, and changes nothing', async () => {
    for (const form of [{ file: new File([], '') }, { number: 'x', address: 'y' }, {}])
      assert.equal((await ask(`${people()}/changes`, form)).status, 422);
    assert.equal((await inForce()).version, 1);
  });

  it('shows versions, what each changed, rows that are searched, and a file that says the same', async () => {
    await install(ANN, '+44 7700 900456,bob@contoso.example');
    assert.match(await text(`${people()}?version=2`), /What version 2 changed.*\+447700900456.*Added/s);
    assert.match(await text(`${people()}?version=9`), /has no version 9/);
    assert.match(await text(`${people()}?q=%2B44+7700+900+456`), /1 of 2 rows/);
    assert.match(await text(`${people()}?q=ANN%40`), /1 of 2 rows/);
    const file = await ask(`${people()}/mapping.csv`);
    const again = await offer({ file: new File([await file.text()], 'again.csv') });
    assert.match(await text(again), /It says the same as the mapping in force/);
  });

  it('shows people without a way to change them to who may only see them', async () => {
    await see(OUTSIDER, 1);
    roles = ['auditor'];
    const markup = await text(people());
    assert.match(markup, /\+447700900456/);
    assert.doesNotMatch(markup, /method="post"/);
    roles = ['viewer'];
    assert.equal((await ask(people())).status, 403);
  });
});
