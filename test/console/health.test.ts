import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { buildApp } from '../../src/console/app.js';
import { CheckUps, type CheckUp } from '../../src/console/health/check-ups.js';
import { ArchiveError } from '../../src/domain/errors.js';
import type { Finding } from '../../src/doctor/finding.js';
import { checkUp as doctorsCheckUp } from '../../src/doctor/check-up.js';
import { aRun } from './run-stage.js';
import { silentLogger } from './silent-logger.js';
import { storedMeans } from './stored-means.js';

const GOOD: Finding = { area: 'temporal', check: 'server', state: 'good', detail: 'answers', nextStep: null };
const BAD: Finding = {
  area: 'source',
  check: 'emea: login',
  state: 'bad',
  detail: 'SourceRefusedLogin: <refused>',
  nextStep: 'Write the password into the secret, then run `connector resume`.',
};

describe('the health page', function () {
  this.timeout(30_000);

  async function asker(checkUp: CheckUp, language = 'en') {
    const console = {
      means: await storedMeans(),
      checkUps: new CheckUps(checkUp),
      origin: new URL('http://127.0.0.1'),
      temporalUi: undefined,
    };
    const userOf = () => Promise.resolve({ name: 'ann', roles: ['viewer'] } as const);
    const app = buildApp({ console, logger: silentLogger, userOf });
    const headers = { host: '127.0.0.1', 'accept-language': language };
    return async (path: string): Promise<string> =>
      await (await app.request(`http://127.0.0.1${path}`, { headers })).text();
  }

  it('shows lines as they are found, area by area, each with what to do', async () => {
    const gate = new EventEmitter();
    const opened = once(gate, 'open');
    const ask = await asker(async (_id, found) => {
      found(BAD);
      await opened;
      found(GOOD);
      return [BAD, GOOD];
    });
    const first = await ask('/health');
    assert.match(first, /data-live="\/health\/live"/);
    assert.match(first, /0 good · 1 bad · 0 unknown/);
    assert.match(
      first,
      /TeleMessage refuses the login\..*SourceRefusedLogin.*&lt;refused&gt;.*Write the password/s,
    );
    const live = ask('/health/live');
    gate.emit('open');
    const events = await live;
    assert.match(events, /event: content\n.*1 good · 1 bad · 0 unknown.*event: end\n/s);
    assert.ok(events.lastIndexOf('Temporal') < events.lastIndexOf('TeleMessage'));
  });

  it('waits for all of it where no script runs', async () => {
    const gate = new EventEmitter();
    const opened = once(gate, 'open');
    const ask = await asker(async (_id, found) => {
      await opened;
      found(GOOD);
      return [GOOD];
    });
    assert.match(await ask('/health'), /<noscript>.*href="\/health\?wait=yes"/s);
    const waiting = ask('/health?wait=yes');
    gate.emit('open');
    const whole = await waiting;
    assert.match(whole, /1 good · 0 bad/);
    assert.doesNotMatch(whole, /data-live/);
  });

  it('checks once for all who look at the same time, and each connector by itself', async () => {
    const asked: string[] = [];
    const ask = await asker(async (id) => {
      asked.push(id ?? 'all');
      return await Promise.resolve([]);
    });
    await Promise.all(
      ['', '', '?connector=', '?connector=emea'].map(async (query) => await ask(`/health${query}`)),
    );
    assert.deepEqual(new Set(asked), new Set(['all', 'emea']));
    assert.equal(asked.length, 2);
  });

  describe('of what waits for a person', () => {
    const waiting: Finding = {
      area: 'temporal',
      check: 'runs',
      state: 'bad',
      detail: 'waiting for a person',
      nextStep: 'Open it in the Temporal UI: Current Details say what to do.',
    };
    const pageOf = async (...workflowIds: string[]) => {
      const ask = await asker(async (_id, found) => {
        found({ ...waiting, waiting: workflowIds });
        return await Promise.resolve([]);
      });
      return await ask('/health?wait=yes');
    };

    it('leads to the report of a run, which says what to do', async () => {
      const run = aRun();
      await (await storedMeans()).runs.open(run);
      const markup = await pageOf(run.workflowId);
      const [, address = ''] = /href="(\/runs\/[^"]*)"/.exec(markup) ?? [];
      const ask = await asker(async () => await Promise.resolve([]));
      assert.match(await ask(address), /Import report/);
      assert.doesNotMatch(markup, /Temporal UI/);
    });

    it('leaves a backfill, which has no report by its workflow, to the Temporal UI', async () => {
      const markup = await pageOf('run/emea', 'backfill/emea');
      assert.match(markup, /Open it in the Temporal UI/);
      assert.doesNotMatch(markup, /href="\/runs\//);
    });
  });

  it('says that there is no such connector', async () => {
    const ask = await asker(() =>
      Promise.reject(new ArchiveError('ConnectorNotFound', 'There is no connector x.')),
    );
    assert.match(await ask('/health?connector=x&wait=yes'), /There is no connector x\./);
  });

  describe('of an installation that is not there', () => {
    const told: Finding[] = [];
    let all: Finding[];
    before(async () => {
      const env = { TEMPORAL_ADDRESS: '127.0.0.1:1', AZURE_CLIENT_CERTIFICATE_PATH: '/nowhere' };
      all = await doctorsCheckUp({ env, found: (finding) => void told.push(finding) });
    });

    it('tells what doctor tells, line by line', () => {
      assert.ok(all.length > 5);
      const texts = (findings: Finding[]) => findings.map((each) => JSON.stringify(each)).toSorted();
      assert.deepEqual(texts(told), texts(all));
    });

    it('says it in German, but for codes and names of settings', async () => {
      const ask = await asker(async (_id, found) => {
        for (const finding of told) found(finding);
        return await Promise.resolve(all);
      }, 'de');
      const html = await ask('/health?wait=yes');
      assert.match(html, /Unter 127\.0\.0\.1:1 antwortet kein Temporal-Server\./);
      assert.match(html, /nicht geprüft, weil kein Server antwortet/);
      assert.match(html, /fehlt \(der Mandant der App-Registrierung\)/);
      const english = [...html.matchAll(/<(span|small) lang="en">(.*?)<\/\1>/g)].map(
        ([, , text = '']) => text,
      );
      assert.deepEqual(
        english.filter((text) => !/^[A-Z]\w*$/.test(text)),
        [],
      );
    });
  });
});
