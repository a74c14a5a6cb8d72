import assert from 'node:assert/strict';
import { seenKey } from '../../src/domain/seen.js';
import type { ReasonCode } from '../../src/domain/reasons.js';
import { startBackfill } from '../../src/operations/backfill-start.js';
import type { Means } from '../../src/operations/means.js';
import { newId, newItemKey } from '../storage/shared-azurite.js';
import { aConnector, START } from '../support/connectors.js';
import { mappingOf } from '../support/mapping.js';
import { ANNA, BEN } from '../support/sandbox-tenant.js';
import { startUnattended } from '../support/unattended.js';
import { aFailure, aReport, aRun } from './run-stage.js';
import type { Visitor, WizardStage } from './wizard-stage.js';

const DAY_MS = 86_400_000;
const REASONS: readonly ReasonCode[] = ['MailboxFull', 'NoMapping', 'MalformedItem', 'AttachmentTooLarge'];
const ACTOR = { name: 'ann@contoso.example', via: 'console' } as const;
/** More failures than stand on one page. */
const FAILURES = 120;
const BACKFILL = { from: '2026-11-10T00:00:00.000Z', to: '2026-11-13T00:00:00.000Z' };
const BACKFILL_DAY = { from: '2026-11-10T00:00:00.000Z', to: '2026-11-11T00:00:00.000Z' };
const STRANGER = { phoneNumber: '+447700900456', displayName: 'Stranger' };

/** Addresses on a console that has something to show, without their steps. */
export interface Places {
  /** A connector that works, and one that has paused itself. */
  connector: string;
  paused: string;
  /** Ended with failures, and under way. */
  run: string;
  openRun: string;
  backfill: string;
  change: string;
  /** A set-up at its first step, one at its third, and one at its last. */
  newDraft: string;
  halfDraft: string;
  fullDraft: string;
}

/** Puts something on every page. */
export async function fillConsole(stage: WizardStage, visitor: Visitor): Promise<Places> {
  const { means } = stage;
  const id = await makeConnector(means, 'emea');
  const pausedId = await makeConnector(means, 'apac');
  await means.schedules.setPause(pausedId, { isPaused: true, note: 'A quota is used up (paused by ann)' });
  const cutOff = await startUnattended(means.client, 'connectorRun', {
    connectorId: pausedId,
    kind: 'daily',
  });
  await cutOff.terminate();
  const [run, openRun, backfill] = [
    await endedRun(means, id),
    await runUnderWay(means, id),
    await backfillUnderWay(means, id),
  ];
  await seeStranger(means, id);
  const connector = `/connectors/${id}`;
  return {
    connector,
    paused: `/connectors/${pausedId}`,
    run: `/runs/${run}`,
    openRun: `/runs/${openRun}`,
    backfill: `${connector}/backfills/${backfill}`,
    change: await mapPeople(visitor, connector),
    newDraft: await visitor.begin(),
    halfDraft: await halfSetUp(stage, visitor, 0),
    fullDraft: await wholeSetUp(visitor, await halfSetUp(stage, visitor, 1)),
  };
}

async function makeConnector(means: Means, name: string): Promise<string> {
  const connector = aConnector(newId(name), { displayName: `WhatsApp ${name.toUpperCase()}` });
  await means.connectors.create({ connector, account: newId('a'), mapping: mappingOf() }, START);
  await means.schedules.create(connector);
  return connector.id;
}

async function endedRun(means: Means, connectorId: string): Promise<string> {
  const gap = { from: '2026-11-19T02:00:00.000Z', to: '2026-11-19T07:00:00.000Z' };
  const fault = {
    name: 'drop-1.zip',
    reason: 'DropRefused',
    what: 'holds fewer files than it says',
  } as const;
  const run = aRun({ connectorId, gaps: [gap], sourceFaults: [fault] });
  const failures = Array.from({ length: FAILURES }, (_, index) => {
    const reason = REASONS[index % REASONS.length] ?? 'MailboxFull';
    return aFailure({ reason, open: reason === 'MailboxFull' });
  });
  await means.runs.open(run);
  await means.reports.write(aReport(run, failures));
  return run.runId;
}

async function runUnderWay(means: Means, connectorId: string): Promise<string> {
  const handle = await startUnattended(means.client, 'connectorRun', { connectorId, kind: 'daily' });
  const ids = { workflowId: handle.workflowId, runId: (await handle.describe()).runId };
  await means.runs.open(aRun({ connectorId, ...ids, ended: null, completedAt: null }));
  return ids.runId;
}

/** One of its days has ended, with a failure. */
async function backfillUnderWay(means: Means, connectorId: string): Promise<string> {
  const asked = { connectorId, window: BACKFILL, reason: 'A gap in the archive' };
  const started = await startBackfill(means, ACTOR, asked);
  const record = { ...asked, ...started, requestedBy: ACTOR.name, startedAt: START, completedAt: null };
  await means.backfills.open({ ...record, ended: null });
  const day = aRun({ connectorId, kind: 'backfill', backfill: started.runId, window: BACKFILL_DAY });
  await means.runs.open(day);
  await means.reports.write(aReport(day, [aFailure()]));
  return started.runId;
}

async function seeStranger({ seen, unmapped }: Means, connectorId: string): Promise<void> {
  const key = seenKey(STRANGER);
  await seen.addPerson(connectorId, { key, participant: STRANGER });
  await unmapped.note(connectorId, { key, participant: STRANGER }, START);
  const people = [{ key, mailbox: null }];
  const appearance = { itemKey: newItemKey(), archivedTime: START, messageTime: START, people };
  await seen.putAppearance(connectorId, appearance);
}

/** Puts a mapping in force; resolves to the preview of another one, with rows that cannot be used. */
async function mapPeople(visitor: Visitor, connector: string): Promise<string> {
  const offer = async (...rows: string[]): Promise<string> => {
    const file = new File([['Mobile Number,Microsoft 365 email', ...rows].join('\r\n')], 'mapping.csv');
    return (await visitor.post(`${connector}/people/changes`, { file })).location;
  };
  const confirmed = await visitor.post(await offer(`+447911123456,${ANNA}`), { version: '1' });
  assert.match(confirmed.location, /done=installed/);
  return await offer(`+447911123456,${BEN}`, `+447911123457,${BEN}`, `not a number,${ANNA}`);
}

/** Up to the mapping, which is not done: its file has a row that cannot be used. */
async function halfSetUp({ site }: WizardStage, visitor: Visitor, account: number): Promise<string> {
  const draft = await visitor.begin();
  await visitor.post(`${draft}/terms`, { accept: 'on' });
  const login = { username: `admin-${account}@contoso.example`, password: `right ${account}` };
  const source = { type: 'telemessage', product: 'whatsapp-phone-archiver', url: site.url };
  const { location } = await visitor.post(`${draft}/login`, { ...source, ...login });
  assert.equal(location, `${draft}/mapping`);
  const csv = new File([`Mobile,Email\r\n+447911123456,${ANNA}\r\nx,${BEN}\r\n`], 'mapping.csv');
  await visitor.post(`${draft}/mapping`, { automatic: 'on', csv, action: 'next' });
  return draft;
}

async function wholeSetUp(visitor: Visitor, draft: string): Promise<string> {
  await visitor.post(`${draft}/mapping`, { automatic: 'on', skipBadRows: 'on', action: 'next' });
  await visitor.post(`${draft}/microsoft365`, { inScope: ANNA });
  const firstDay = new Date(Date.now() - DAY_MS).toISOString().slice(0, 'YYYY-MM-DD'.length);
  const when = { firstDay, time: '03:15', timezone: 'Europe/London', lookbackHours: '48' };
  const named = { displayName: newId('Americas'), folder: 'WhatsApp Archiver' };
  const { location } = await visitor.post(`${draft}/schedule`, { ...named, ...when });
  assert.equal(location, `${draft}/review`);
  return draft;
}
