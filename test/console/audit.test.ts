import assert from 'node:assert/strict';
import { parse } from 'csv-parse/sync';
import type { Hono } from 'hono';
import { buildApp } from '../../src/console/app.js';
import type { Console, ConsoleEnv } from '../../src/console/environment.js';
import { differences } from '../../src/console/pages/audit-differences.js';
import { addressOf } from '../../src/console/pages/audit-filter.js';
import { AUDIT_ACTIONS, type AuditEntry } from '../../src/storage/audit.js';
import { auditedConnector } from '../../src/operations/audited-connector.js';
import { en } from '../../src/console/strings/en/index.js';
import { newId } from '../storage/shared-azurite.js';
import { aRun } from './run-stage.js';
import { silentLogger } from './silent-logger.js';
import { storedMeans } from './stored-means.js';

const START_MS = Date.parse('2026-11-20T09:00:00.000Z');

describe('the page of the audit log', () => {
  let console: Console;
  let app: Hono<ConsoleEnv>;
  let connectorId: string;

  before(async () => {
    console = { means: await storedMeans(), origin: new URL('http://127.0.0.1'), temporalUi: undefined };
    const userOf = () => Promise.resolve({ name: 'otto', roles: ['auditor'] } as const);
    app = buildApp({ console, userOf, logger: silentLogger });
  });

  beforeEach(() => {
    connectorId = newId('c');
  });

  const add = async (entry: Partial<AuditEntry>, minute = 0): Promise<void> => {
    const whole = {
      by: 'Ann',
      via: 'console',
      action: 'connector.update',
      connectorId,
      before: null,
      after: null,
    } as const;
    await console.means.audit.add({ ...whole, ...entry }, new Date(START_MS + minute * 60_000));
  };
  const ask = async (path: string, headers = {}): Promise<Response> =>
    await app.request(`http://127.0.0.1${path}`, { headers: { host: '127.0.0.1', ...headers } });
  const text = async (path: string, headers = {}): Promise<string> => {
    const answer = await ask(path, headers);
    assert.equal(answer.status, 200);
    return await answer.text();
  };
  const rowsOf = (markup: string): string[] =>
    [...markup.matchAll(/<tr>(?!<th scope="col)(.*?)<\/tr>/gs)].map(([, row = '']) =>
      row
        .replaceAll(/<[^>]+>/g, ' ')
        .replaceAll(/\s+/g, ' ')
        .trim(),
    );

  it('says who changed what, from what to what', async () => {
    await add({
      before: { schedule: { cron: '0 2 * * *', timezone: 'UTC' }, mapping: { automatic: true } },
      after: {
        schedule: { cron: '0 3 * * *', timezone: 'UTC' },
        mapping: { automatic: true, defaultCountry: 'GB' },
      },
    });
    assert.deepEqual(rowsOf(await text(`/audit?connector=${connectorId}`)), [
      `20 Nov 2026, 09:00 UTC Ann in the console Connector changed ${connectorId} ` +
        'When it runs before 0 2 * * * → now 0 3 * * * Country of national numbers GB',
    ]);
  });

  it('says it in German', async () => {
    await add({ action: 'connector.pause', via: 'command line' });
    const german = await text(`/audit?connector=${connectorId}`, { 'accept-language': 'de-DE' });
    assert.match(rowsOf(german)[0] ?? '', /auf der Befehlszeile Connector angehalten/);
  });

  it('has words for fields and for yes and no, and says of what has none that it is English', async () => {
    const before = { isPaused: false, note: '' };
    await add({ before, after: { isPaused: true, note: '', constructor: 'x' } });
    const german = await text(`/audit?connector=${connectorId}`, { 'accept-language': 'de-DE' });
    assert.match(rowsOf(german)[0] ?? '', /Angehalten vorher Nein → jetzt Ja/);
    assert.match(german, /<span lang="en">constructor<\/span>/);
  });

  it('has words for every field of a connector', () => {
    const audited = auditedConnector({ ...aRun(), account: 'a', connector: aRun().connector });
    const paths = differences(null, audited).map(({ path }) => path);
    assert.ok(paths.length > 10);
    assert.deepEqual(
      paths.filter((path) => !Object.hasOwn(en.audit.fields, path)),
      [],
    );
  });

  it('has words for every action', async () => {
    const { length } = AUDIT_ACTIONS;
    for (const [minute, action] of AUDIT_ACTIONS.entries()) await add({ action }, minute);
    assert.equal(rowsOf(await text(`/audit?connector=${connectorId}`)).length, length);
  });

  it('tells apart two people who had the same name, on the page and in the CSV, and finds each', async () => {
    const ids = ['https://login.example/ sub-1', 'https://login.example/ sub-2'];
    for (const [minute, byId] of ids.entries()) await add({ byId }, minute);
    await add({ by: 'local', byId: 'local' }, 2);
    const [local, ...rows] = rowsOf(await text(`/audit?connector=${connectorId}`));
    assert.match(local ?? '', /UTC local in the console Connector changed/, 'no more than a name');
    for (const [index, byId] of ids.toReversed().entries())
      assert.match(rows[index] ?? '', new RegExp(`Ann in the console Account ${byId} Connector changed`));
    const csv = await text(`/audit.csv?connector=${connectorId}&who=sub-2`);
    const found = parse<Record<string, string>>(csv, { columns: true });
    assert.deepEqual(
      found.map(({ byId }) => byId),
      [ids[1]],
    );
    assert.equal(Object.keys(found[0] ?? {}).at(-1), 'byId');
  });

  it('leads from a deletion to the runs, whose reports stay', async () => {
    await add({ action: 'connector.delete', outcome: 'InvalidArgument' });
    const address = `/audit?connector=${connectorId}`;
    const link = `<a href="/connectors/${connectorId}/runs">`;
    assert.ok(!(await text(address)).includes(link));
    await add({ action: 'connector.delete' });
    assert.ok((await text(address)).includes(link));
  });

  it('shows what somebody has written as text', async () => {
    await add({ by: '<script>alert(1)</script>', after: { reason: '"><img src=x onerror=alert(1)>' } });
    const markup = await text(`/audit?connector=${connectorId}`);
    assert.doesNotMatch(markup, /<script>alert|<img src=x/);
    assert.match(markup, /&lt;script&gt;alert/);
  });

  it('is filtered by connector, action and who, whatever the case', async () => {
    await add({ by: 'ann@contoso.example', action: 'connector.pause' });
    await add({ by: 'Bob@contoso.example', action: 'connector.pause' }, 1);
    await add({ by: 'bob@contoso.example', action: 'connector.resume' }, 2);
    await add({ by: 'bob@contoso.example', action: 'connector.pause', connectorId: null }, 3);
    const page = await text(`/audit?connector=${connectorId}&action=connector.pause&who=BOB@`);
    assert.equal(rowsOf(page).length, 1);
    assert.match(page, /value="bob@"/, 'what was typed stays');
    assert.match(page, /<option value="connector.pause" selected/);
  });

  it('takes a wrong filter for none, and a wrong place for the beginning', async () => {
    await add({});
    const wrong = await text(`/audit?connector=${connectorId}&action=x&from=%27+or+1+eq+1`);
    assert.equal(rowsOf(wrong).length, 1);
  });

  it('shows fifty on a page, each once, and leads from page to page', async () => {
    for (let minute = 0; minute < 120; minute++) await add({ by: `user-${minute}` }, minute);
    const seen: string[] = [];
    let address: string | undefined = `/audit?connector=${connectorId}`;
    for (let pages = 0; address !== undefined && pages < 5; pages++) {
      const markup = await text(address);
      seen.push(...rowsOf(markup).map((row) => /user-\d+/.exec(row)?.[0] ?? ''));
      const main = markup.slice(markup.indexOf('<table')); // what stands above it leads to this very page
      address = /href="(\/audit\?[^"]*from=[^"]*)"/.exec(main)?.[1]?.replaceAll('&amp;', '&');
    }
    assert.deepEqual(
      seen,
      Array.from({ length: 120 }, (_, index) => `user-${119 - index}`),
    );
  });

  it('says so where there is nothing', async () => {
    assert.match(await text(`/audit?connector=${newId('none')}`), /No entry matches the filter/);
  });

  it('is downloaded whole, with the same filter, as a CSV in which nothing is a formula', async () => {
    await add({ by: '=cmd()', after: { reason: 'a, "b"' } });
    const answer = await ask(`/audit.csv?connector=${connectorId}`);
    assert.equal(answer.headers.get('content-type'), 'text/csv; charset=utf-8');
    assert.match(
      answer.headers.get('content-disposition') ?? '',
      /^attachment; filename="audit-[\d-]{10}\.csv"$/,
    );
    const [row, ...more] = parse<Record<string, string>>(await answer.text(), { columns: true });
    assert.deepEqual(more, []);
    const { id, ...rest } = row ?? {};
    assert.ok(id);
    assert.deepEqual(rest, {
      at: '2026-11-20T09:00:00.000Z',
      by: "'=cmd()",
      via: 'console',
      action: 'connector.update',
      connectorId,
      outcome: 'done',
      before: 'null',
      after: '{"reason":"a, \\"b\\""}',
      byId: '',
    });
  });
});

describe('what differs', () => {
  it('is named value by value, with what is new and what is gone', () => {
    const [before, after] = [
      { a: { b: 1, c: [1, 2] }, d: 'x' },
      { a: { b: 2, c: [1, 2] }, e: [{ f: true }] },
    ];
    assert.deepEqual(differences(before, after), [
      { path: 'a.b', before: '1', after: '2' },
      { path: 'd', before: 'x', after: undefined },
      { path: 'e.0.f', before: undefined, after: 'true' },
    ]);
  });

  it('is nothing where nothing was and is', () => {
    assert.deepEqual(differences(null, undefined), []);
    assert.deepEqual(differences({ a: null }, {}), []);
  });

  it('is one value where that is all there is', () => {
    assert.deepEqual(differences('x', ['y', 'z']), [{ path: '', before: 'x', after: 'y, z' }]);
  });
});

describe('the address of a filtered page', () => {
  it('holds what is given only', () => {
    const none = { connector: '', who: '', action: '' } as const;
    assert.equal(addressOf('/audit', none), '/audit');
    assert.equal(addressOf('/audit', { ...none, who: 'a&b' }, '1|2'), '/audit?who=a%26b&from=1%7C2');
  });
});
