import assert from 'node:assert/strict';
import { msToTs } from '@temporalio/common/lib/time.js';
import type { Browser } from 'playwright-core';
import { ROLES } from '../../src/console/access/permissions.js';
import { newItemKey } from '../storage/shared-azurite.js';
import { seenKey } from '../../src/domain/seen.js';
import { refusalNote } from '../../src/domain/pause.js';
import { monthOf, monthsFrom } from '../../src/console/connectors/calendar.js';
import { Overview } from '../../src/console/connectors/overview.js';
import type { ReportFailure } from '../../src/domain/report.js';
import type { RunRecord } from '../../src/storage/runs.js';
import { keepFailedPages } from '../support/chromium.js';
import { until } from '../support/until.js';
import { ConnectorsStage } from './connectors-stage.js';
import { aFailure, aReport, aRun } from './run-stage.js';

describe('the pages of connectors', function () {
  let stage: ConnectorsStage;
  let id: string;

  before(async function () {
    stage = await ConnectorsStage.open(this);
  });
  after(async () => {
    await stage?.close();
  });
  beforeEach(async () => {
    stage.roles = ROLES;
    id = await stage.connector();
    Overview.of(stage.means).forget();
  });

  it('list a connector with its state and its next run', async () => {
    const rowOf = async (): Promise<string | undefined> => {
      Overview.of(stage.means).forget();
      const { text } = await stage.get('/connectors');
      return text
        .split('<tr>')
        .find((each) => each.includes(`/connectors/${id}"`) && each.includes('T02:00'));
    };
    await until('it to be listed', async () => (await rowOf()) !== undefined);
    const row = (await rowOf()) ?? '';
    assert.match(row, /Not run yet/);
    assert.match(row, /Daily at 02:00 \(UTC\)/);
    assert.match(row, /<time datetime="20[^"]+T02:00:00.000Z"/);
  });

  it('know the last run from storage where Temporal has forgotten it, but no day of a backfill, and none of another account', async () => {
    const { account } = await stage.means.connectors.get(id);
    const stored = async (failures: ReportFailure[], changes: Partial<RunRecord>) => {
      const run = await stage.means.runs.open(aRun({ connectorId: id, account, ...changes }));
      await stage.means.reports.write(aReport(run, failures));
    };
    await stored([aFailure()], {});
    await stored([], { kind: 'backfill', startedAt: '2026-11-21T02:00:00.000Z' });
    await stored([], { account: 'former', startedAt: '2026-11-22T02:00:00.000Z' });
    const { text } = await stage.get(`/connectors/${id}`);
    assert.doesNotMatch(text, /Not run yet/);
    assert.match(text, /<dt>Last run<\/dt><dd><a [^>]+><span[^>]+>Completed with failures/);
    assert.match(text, /runs on 0 of the last 30 days/);
  });

  it('show as many days as Temporal keeps runs for, so that none looks as if nothing had run', async () => {
    const { workflowService, options } = stage.means.client;
    const daysWith = async (days: number) => {
      const config = { workflowExecutionRetentionTtl: msToTs(days * 86_400_000) };
      await workflowService.updateNamespace({ namespace: options.namespace, config });
      return (await new Overview(stage.means).connector(id))?.days.length;
    };
    assert.equal(await daysWith(7), 7);
    assert.equal(await daysWith(90), 30);
  });

  it('name what needs a person, why, and the next step', async () => {
    await stage.means.schedules.setPause(id, { isPaused: true, note: refusalNote('SourceRefusedLogin') });
    const { text } = await stage.get(`/connectors/${id}`);
    assert.match(text, /It has paused itself: TeleMessage refuses the login\./);
    assert.match(text, /Correct the password or key on Edit/);
    await until('the list to say so', async () => {
      Overview.of(stage.means).forget();
      return (await stage.get('/connectors')).text.includes(
        `/connectors/${id}">WhatsApp ${id}</a>: <strong>It has`,
      );
    });
  });

  it('count the people without a mailbox, and lead to them whoever may see them', async () => {
    const noted = async (key: string, phoneNumber: string) =>
      await stage.means.unmapped.note(id, { key, participant: { phoneNumber } }, '2026-11-20T12:00:00Z');
    await noted('1'.repeat(24), '+447700900123');
    await noted('2'.repeat(24), '+447700900124');
    const { text } = await stage.get(`/connectors/${id}`);
    assert.match(
      text,
      new RegExp(`People without a mailbox:</strong> <a href="/connectors/${id}/people#unmapped">2</a>`),
    );
    assert.doesNotMatch(text, /447700900123/);
    stage.roles = ['viewer'];
    assert.match((await stage.get(`/connectors/${id}`)).text, /People without a mailbox:<\/strong> 2\./);
  });

  it('pause a connector for a reason, and write down who did', async () => {
    assert.deepEqual(
      (await stage.post(`/connectors/${id}/pause`, { reason: 'an audit' })).location,
      `/connectors/${id}?done=paused`,
    );
    const flag = await stage.means.schedules.readPause(id);
    assert.deepEqual(flag, { isPaused: true, note: 'an audit (paused by ann)' });
    assert.deepEqual(await stage.audited(id), ['connector.pause by ann in the console']);
    const { text } = await stage.get(`/connectors/${id}`);
    assert.match(text, /an audit \(paused by ann\)/);
    assert.match(text, /Resume</);
    assert.doesNotMatch(text, /Run now/);
  });

  it('refuse a pause without a reason, with what to do, and change nothing', async () => {
    const { status, text } = await stage.post(`/connectors/${id}/pause`, { reason: ' ' });
    assert.equal(status, 422);
    assert.match(text, /role="alert".*The reason is empty.*Say why in one line\./s);
    assert.equal((await stage.means.schedules.readPause(id))?.isPaused, false);
    assert.deepEqual(await stage.audited(id), []);
  });

  it('resume a connector, which asks for a run', async () => {
    await stage.post(`/connectors/${id}/pause`, { reason: 'an audit' });
    assert.equal((await stage.post(`/connectors/${id}/resume`)).status, 303);
    assert.equal((await stage.means.schedules.readPause(id))?.isPaused, false);
    assert.equal((await stage.audited(id))[0], 'connector.resume by ann in the console');
    await until('its run', async () => (await stage.means.temporalRuns.openRuns(id)).length === 1);
  });

  it('start no run of a connector that somebody else has paused meanwhile, and say so', async () => {
    await stage.means.schedules.setPause(id, { isPaused: true, note: 'quota' });
    const { status, text } = await stage.post(`/connectors/${id}/run`);
    assert.equal(status, 409);
    assert.match(text, /is paused, and no run was started/);
    assert.deepEqual(await stage.audited(id), []);
  });

  it('show a run that no worker has taken up as what it is, and lead to no page that is not there', async () => {
    const run = await stage.startRun(id);
    const { runId } = await run.describe();
    Overview.of(stage.means).forget();
    const { text } = await stage.get(`/connectors/${id}`);
    assert.match(text, /Under way/);
    assert.match(
      text,
      /<span class="state quiet">Waits for a worker<\/span>.*No worker has said yet how far/s,
    );
    assert.doesNotMatch(text, /class="state busy"/);
    assert.ok(!text.includes(runId));
  });

  /** What the page says that a form leads to. */
  const saidAfter = async (change: string, fields: Record<string, string> = {}): Promise<string> => {
    const { location } = await stage.post(`/connectors/${id}/${change}`, fields);
    return noticeIn((await stage.get(location ?? '')).text);
  };
  const noticeIn = (text: string): string =>
    /<p class="notice good" role="status" data-done=""><span>([^<]+)/.exec(text)?.[1] ?? '';

  it('say what was just done', async () => {
    assert.match(await saidAfter('run'), /^A run was asked for\./);
    assert.match(await saidAfter('pause', { reason: 'an audit' }), /^Paused\./);
    assert.match(await saidAfter('pause', { reason: 'another' }), /^Somebody had paused it already\./);
    assert.match(await saidAfter('resume'), /^Resumed\./);
    assert.match(await saidAfter('people/apply'), /^A run was started that imports what was left\./);
    const days = { first: '2026-11-01', last: '2026-11-02', reason: 'a gap' };
    assert.match(await saidAfter('backfill', days), /^The backfill was started\./);
  });

  it('say nothing that somebody else has put into their address', async () => {
    for (const done of ['', 'Everything is lost', 'constructor', '__proto__', '<b>x</b>'])
      for (const path of [`/connectors/${id}`, '/connectors']) {
        const { status, text } = await stage.get(`${path}?done=${encodeURIComponent(done)}`);
        assert.deepEqual([status, noticeIn(text)], [200, ''], done);
      }
    assert.notEqual(noticeIn((await stage.get(`/connectors/${id}?done=saved`)).text), '', 'control');
  });

  it('delete a connector only for whoever types its name, and not while it is at work', async () => {
    const run = await stage.startRun(id);
    const other = await stage.post(`/connectors/${id}/delete`, { name: id });
    assert.match(other.text, /That is not the name of this connector/);
    const busy = await stage.post(`/connectors/${id}/delete`, { name: `WhatsApp ${id}` });
    assert.match(busy.text, /is at work: 1\./);
    assert.equal((await stage.means.connectors.get(id)).connector.id, id);
    await run.terminate();
    await until('its end', async () => (await stage.means.temporalRuns.openRuns(id)).length === 0);
    const { location } = await stage.post(`/connectors/${id}/delete`, { name: `WhatsApp ${id}` });
    assert.equal(location, `/connectors/${id}/runs`);
    const { status, text } = await stage.get(location);
    assert.equal(status, 200);
    assert.match(text, /The connector was deleted\..*It never ran\./s);
    assert.equal((await stage.get(`/connectors/${id}`)).status, 404);
    assert.deepEqual(await stage.audited(id), [
      'connector.delete by ann in the console',
      'connector.delete by ann in the console: InvalidArgument',
    ]);
  });

  it('show a deletion that broke off, start and change nothing until it has ended, and end it', async () => {
    await stage.means.connectors.beginDelete(id);
    await stage.means.schedules.delete(id);
    const { text } = await stage.get(`/connectors/${id}`);
    assert.match(
      text,
      new RegExp(`has begun, and has not ended.*href="/connectors/${id}/delete">Delete it`, 's'),
    );
    assert.doesNotMatch(text, /has lost its schedule|Run now|Pause<|Backfill<|Edit</);
    const days = { first: '2026-11-01', last: '2026-11-02', reason: 'a gap' };
    for (const change of ['run', 'pause', 'resume', 'backfill', 'people/apply'])
      assert.match(
        (await stage.post(`/connectors/${id}/${change}`, days)).text,
        /is being deleted\./,
        change,
      );
    assert.deepEqual(await stage.audited(id), []);
    const ended = await stage.post(`/connectors/${id}/delete`, { name: `WhatsApp ${id}` });
    assert.equal(ended.location, `/connectors/${id}/runs`);
  });

  it('start a backfill whose last day is part of it', async () => {
    const days = { first: '2026-11-01', last: '2026-11-02', reason: 'a gap' };
    assert.equal((await stage.post(`/connectors/${id}/backfill`, days)).status, 303);
    const backfill = `backfill/${id}/2026-11-01T00:00:00.000Z_2026-11-03T00:00:00.000Z`;
    assert.equal(await stage.means.temporalBackfills.isOpen(backfill), true);
    assert.deepEqual(await stage.audited(id), ['backfill.start by ann in the console']);
  });

  it('ask once before a backfill of more than a month, with what was typed, and again where the days are others', async () => {
    const post = async (fields: Record<string, string>) =>
      await stage.post(`/connectors/${id}/backfill`, { last: '2025-12-31', reason: 'a "move"', ...fields });
    const confirmedIn = (page: string) => /name="confirmedDays" value="(\d+)"/.exec(page)?.[1] ?? '';
    const { status, text } = await post({ first: '2019-02-07' });
    assert.equal(status, 200);
    assert.match(text, /role="alert".*2,520 days: start\?.*value="2019-02-07".*value="a &quot;move&quot;"/s);
    const confirmedDays = confirmedIn(text);
    const other = await post({ first: '2018-02-07', confirmedDays });
    assert.equal(confirmedIn(other.text), '2885');
    assert.deepEqual(await stage.audited(id), []);
    assert.equal((await post({ first: '2019-02-07', confirmedDays })).status, 303);
    assert.equal((await post({ first: '2025-12-01' })).status, 303);
    assert.equal((await stage.audited(id)).length, 2);
    const tooMany = await post({ first: '2010-01-01' });
    assert.equal(tooMany.status, 422);
    assert.doesNotMatch(tooMany.text, /start\?/);
  });

  /** A backfill that no worker has in hand, as if one had opened it: its address, and its page as it is now. */
  const backfillUnderWay = async (from: string, to: string) => {
    const window = { from: `${from}T00:00:00.000Z`, to: `${to}T00:00:00.000Z` };
    const asked = { connectorId: id, reason: 'a move', requestedBy: 'ann' };
    const started = await stage.means.temporalBackfills.start({ ...asked, ...window });
    const startedAt = new Date().toISOString();
    const record = { ...asked, ...started, window, startedAt, completedAt: null, ended: null };
    await stage.means.backfills.open(record);
    const path = `/connectors/${id}/backfills/${started.runId}`;
    const read = async () => {
      Overview.of(stage.means).forget();
      return (await stage.get(path)).text;
    };
    await until('it to be listed', async () => (await read()).includes('data-live'));
    return { path, read };
  };

  it('say at once what was asked of a backfill that nobody has in hand, and offer it no second time', async () => {
    const { path, read } = await backfillUnderWay('2026-11-01', '2026-11-04');
    assert.doesNotMatch(await read(), /asked for\. /, 'control');
    assert.equal((await stage.post(`${path}/pause`, { reason: ' ' })).status, 422);
    assert.match(await read(), /Pause backfill/, 'control: one that was refused');
    await stage.post(`${path}/pause`, { reason: 'an audit' });
    const paused = await read();
    assert.match(paused, /data-live.*Running<.*role="status"><span>Pause asked for\./s);
    assert.doesNotMatch(paused, /Pause backfill/);
    assert.match(paused, /Cancel it for good/);
    await stage.post(`${path}/cancel`);
    await stage.post(`${path}/resume`);
    const canceled = await read();
    assert.match(canceled, /Cancel asked for\./);
    assert.doesNotMatch(canceled, /<button|asked for\..*asked for\./s);
  });

  it('show of a backfill of years what can be done first, and no more of its days than anybody reads', async () => {
    const { read } = await backfillUnderWay('2016-01-01', '2025-12-31');
    const text = await read();
    assert.equal(text.split('<tr>').length - 1, 1 + 50 + 1);
    assert.match(text, /Pause backfill.*Cancel backfill.*data-live.*Not shown: 3,602\./s);
    assert.ok(text.length < 40_000, `${text.length} characters`);
  });

  it('keep what was typed where a backfill is refused', async () => {
    const days = { first: '2026-11-02', last: '2026-11-01', reason: 'a "gap"' };
    const { status, text } = await stage.post(`/connectors/${id}/backfill`, days);
    assert.equal(status, 422);
    assert.match(text, /The last day is before the first day/);
    assert.match(text, /value="2026-11-02"/);
    assert.match(text, /value="a &quot;gap&quot;"/);
  });

  it('show which days are archived', async () => {
    const { text } = await stage.get(`/connectors/${id}/backfill?month=2026-11`);
    assert.match(text, /November 2026/);
    assert.match(text, /<td class="none"><time datetime="2026-11-01"/);
  });

  it('lead to the months beside, but to none that is to come', async () => {
    const monthsAt = async (query: string) => {
      const { text } = await stage.get(`/connectors/${id}/backfill${query}`);
      return [...text.matchAll(/href="\?month=([\d-]+)"/g)].map(([, month]) => month);
    };
    assert.deepEqual(await monthsAt('?month=2025-12'), ['2025-11', '2026-01']);
    assert.deepEqual(await monthsAt(''), [monthsFrom(monthOf(undefined, new Date()), -1)]);
  });

  it('offer a viewer nothing that changes something, and refuse it', async () => {
    stage.roles = ['viewer'];
    const { text } = await stage.get(`/connectors/${id}`);
    assert.doesNotMatch(text, /Run now|Pause<|Delete</);
    for (const change of ['run', 'pause', 'resume', 'backfill', 'delete'])
      assert.equal((await stage.post(`/connectors/${id}/${change}`, { reason: 'x' })).status, 403);
    assert.equal((await stage.means.schedules.readPause(id))?.isPaused, false);
  });

  describe('in a browser', () => {
    let browser: Browser;

    before(async function () {
      browser = await stage.browser(this);
    });
    keepFailedPages(() => browser);

    it('have no column of runs or people beyond the edge, also with the long words of German', async () => {
      const { connectors, runs, reports, seen, unmapped } = stage.means;
      const { account } = await connectors.get(id);
      const run = await runs.open(aRun({ connectorId: id, account, kind: 'backfill' }));
      await reports.write(aReport(run, [aFailure()]));
      const participant = { phoneNumber: '+447700900123' };
      const [key, at] = [seenKey(participant), '2026-11-20T12:00:00Z'];
      await seen.addPerson(id, { key, participant });
      await unmapped.note(id, { key, participant }, at);
      await unmapped.note(id, { key, participant }, '2026-11-24T12:00:00Z');
      const people = [{ key, mailbox: null }];
      await seen.putAppearance(id, { itemKey: newItemKey(), archivedTime: at, messageTime: at, people });
      const page = await browser.newPage({ locale: 'de-DE', viewport: { width: 1280, height: 800 } });
      for (const [path, region] of [
        ['runs', 'Läufe'],
        ['people', 'Ohne Postfach'],
      ] as const) {
        await page.goto(`${stage.serving.url}/connectors/${id}/${path}`);
        const table = page.getByRole('region', { name: region }).locator('table');
        const { x, width } = (await table.boundingBox()) ?? assert.fail();
        assert.ok(x + width <= 1280, `${path}: ${x + width}`);
      }
    });

    it('show in one window within seconds what another pauses', async () => {
      const [one, other] = [await browser.newPage(), await browser.newPage()];
      await one.goto(`${stage.serving.url}/connectors/${id}`);
      await one.getByRole('button', { name: 'Run now' }).waitFor();
      await other.goto(`${stage.serving.url}/connectors/${id}/pause`);
      await other.getByLabel('Reason').fill('an audit');
      await other.getByRole('button', { name: 'Pause connector' }).click();
      await one.getByText('an audit (paused by ann)').first().waitFor({ timeout: 15_000 });
      await one.getByRole('button', { name: 'Resume' }).waitFor();
      await other.getByText('Paused. Nothing new starts').waitFor();
      // Loaded again it says it no more.
      await other.waitForURL(`${stage.serving.url}/connectors/${id}`, { waitUntil: 'commit' });
      assert.equal(await one.getByRole('button', { name: 'Run now' }).count(), 0);
    });

    it('keep for later what comes while somebody is about to press something, and show it then', async () => {
      const page = await browser.newPage();
      await page.goto(`${stage.serving.url}/connectors/${id}`);
      await page.getByRole('link', { name: 'Backfill', exact: true }).focus();
      const heard = page.evaluate(`new Promise((hear) => {
        const events = new EventSource('/live/connectors/${id}');
        events.addEventListener('content', ({ data }) => {
          if (!data.includes('another audit')) return;
          events.close();
          hear();
        });
      })`);
      await stage.post(`/connectors/${id}/pause`, { reason: 'another audit' });
      await heard;
      assert.equal(await page.getByRole('link', { name: 'Backfill', exact: true }).count(), 1);
      await page.getByRole('heading', { level: 1 }).click();
      await page.getByText('another audit (paused by ann)').first().waitFor({ timeout: 15_000 });
    });
  });
});
