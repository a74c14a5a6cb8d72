// Records histories of real runs for the replay test: `npm run histories:record`. Names are part of the corpus and say
// what a history is for. An old history is never changed or deleted while a run of its kind may still be open somewhere.
import { mkdir, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import type { Report } from '../../src/domain/report.js';
import type { Progress } from '../../src/domain/run.js';
import { ADMIN, runClient, startInstallation, startWorkerProcess } from '../../src/sandbox/installation.js';
import { makeWorld } from '../../src/sandbox/world/world.js';
import { writeConnectorFile } from '../../src/sandbox/write-connector-file.js';
import { until } from '../support/until.js';

const DIRECTORY = fileURLToPath(new URL('./histories/', import.meta.url));
const CONNECTOR = 'recorded';
const DAY = '2026-11-19';
const PLACE = { taskQueue: 'whatsapp-archiver' };

const world = makeWorld({ seed: 'histories', day: DAY, items: 40 });
const installation = await startInstallation({
  world,
  temporalCli: process.env['TEMPORAL_CLI_PATH'] ?? 'temporal',
  settleSeconds: 1,
  temporalArguments: ['--dynamic-config-value', 'limit.historyCount.suggestContinueAsNew=250'],
});
const connection = await Connection.connect({ address: installation.temporal.address });
const client = new Client({ connection });
const worker = await startWorkerProcess(installation.env);
try {
  await mkdir(DIRECTORY, { recursive: true });
  await recordAll();
} finally {
  await worker.stop();
  await connection.close();
  await installation.close();
}

async function recordAll(): Promise<void> {
  const file = await writeConnectorFile(installation, world, CONNECTOR);
  await run(['connector', 'create', '--file', file, '--password-stdin', '--skip-bad-rows'], ADMIN.password);
  await recordDaily();
  await recordBackfills();
  await recordPauses();
  await recordEnds();
}

/** Long enough to go on in new executions; some of its items are refused, and taken up once more after the last page. */
async function recordDaily(): Promise<void> {
  const daily = await run<Report>(['connector', 'run', CONNECTOR, '--wait']);
  await save('connectorRun/daily', daily.workflowId, daily.runId);
  await save('connectorRun/daily-continued', daily.workflowId);
  await saveItems(daily);
  const applied = await run<Report>(['mapping', 'apply', CONNECTOR, '--wait']);
  await save('connectorRun/apply', applied.workflowId, applied.runId);
}

async function recordBackfills(): Promise<void> {
  const days = ['--from', DAY, '--to', '2026-11-23', '--reason', 'recording', '--wait'];
  const done = await run<{ backfill: string; runs: Report[] }>(['backfill', CONNECTOR, ...days]);
  await save('backfill/four-days', done.backfill);
  await save('connectorRun/backfill-of-a-settled-day', done.runs[0]?.workflowId ?? '', done.runs[0]?.runId);
  const paused = await startPaused('backfill', 'paused-and-resumed');
  await paused.signal('resume', { by: 'admin' });
  await paused.result();
  await save('backfill/paused-and-resumed', paused.workflowId);
  const canceled = await startPaused('backfill', 'canceled');
  await canceled.cancel();
  await canceled.result().catch(() => undefined);
  await save('backfill/canceled', canceled.workflowId);
  const wrong = await client.workflow.start('backfill', {
    ...PLACE,
    workflowId: 'backfill/wrong',
    args: [{}],
  });
  await wrong.result().catch(() => undefined);
  await save('backfill/refused-argument', wrong.workflowId);
  await recordPausedDays();
}

/** Its days see the flag of the schedule, and tell it. */
async function recordPausedDays(): Promise<void> {
  await run(['connector', 'pause', CONNECTOR, '--reason', 'recording']);
  const days = ['--from', '2026-11-20', '--to', '2026-11-22', '--reason', 'recording'];
  const { backfill } = await run<{ backfill: string }>(['backfill', CONNECTOR, ...days]);
  const handle = client.workflow.getHandle(backfill);
  await until('its pause', async () => (await handle.query<Progress>('progress')).phase === 'paused');
  await run(['connector', 'resume', CONNECTOR]);
  await handle.result();
  await save('backfill/connector-paused', backfill);
  const { runs } = await run<{ runs: Report[] }>(['report', backfill]);
  await save('connectorRun/paused-day-of-a-backfill', runs[0]?.workflowId ?? '', runs[0]?.runId);
}

async function recordPauses(): Promise<void> {
  const paused = await startPaused('connectorRun', 'paused-and-resumed');
  await paused.signal('resume', { by: 'admin' });
  await paused.result();
  await save('connectorRun/paused-and-resumed', paused.workflowId);
  installation.site.expireTokens();
  const secret = `${installation.env['ARCHIVER_SECRETS_DIR']}/telemessage-${CONNECTOR}`;
  await writeFile(secret, 'not the password');
  await run(['connector', 'run', CONNECTOR]);
  const handle = await openRun();
  await until('its pause', async () => (await handle.query<Progress>('progress')).phase === 'paused');
  await writeFile(secret, ADMIN.password);
  await run(['connector', 'resume', CONNECTOR]);
  await handle.result();
  await save('connectorRun/refused-and-resumed', handle.workflowId);
}

async function recordEnds(): Promise<void> {
  const canceled = await startPaused('connectorRun', 'canceled');
  await canceled.cancel();
  await canceled.result().catch(() => undefined);
  await save('connectorRun/canceled', canceled.workflowId);
  await run(['connector', 'resume', CONNECTOR]);
  const args = [{ connectorId: CONNECTOR }];
  const failed = await client.workflow.start('connectorRun', { ...PLACE, workflowId: 'run/by-hand', args });
  await failed.result().catch(() => undefined);
  await save('connectorRun/failed', failed.workflowId);
}

/** The one run that is under way. */
async function openRun(): Promise<WorkflowHandle> {
  const query = "WorkflowType = 'connectorRun' AND ExecutionStatus = 'Running'";
  const ids: string[] = [];
  await until('a run', async () => {
    for await (const { workflowId } of client.workflow.list({ query })) ids.push(workflowId);
    return ids.length > 0;
  });
  return client.workflow.getHandle(ids[0] ?? '');
}

/** A run of the day, or a backfill, that gets the signal before it has begun anything. */
async function startPaused(type: 'connectorRun' | 'backfill', name: string): Promise<WorkflowHandle> {
  const asked = { connectorId: CONNECTOR, from: DAY, to: '2026-11-20', reason: name, requestedBy: 'admin' };
  const input = type === 'backfill' ? asked : { connectorId: CONNECTOR, window: world.window };
  const handle = await client.workflow.signalWithStart(type, {
    ...PLACE,
    workflowId: `${type}/${name}`,
    args: [input],
    signal: 'pause',
    signalArgs: [{ reason: 'recording', by: 'admin' }],
  });
  await until('its pause', async () => (await handle.query<Progress>('progress')).phase === 'paused');
  return handle;
}

/** One history per way an item can end. */
async function saveItems(daily: Report): Promise<void> {
  const wanted = new Map([
    ['imported', ({ imported, failed }: Counted) => imported > 1 && failed === 0],
    ['partially-imported', ({ partiallyImported }: Counted) => partiallyImported > 0],
    ['malformed', ({ reasons }: Counted) => reasons['MalformedItem'] === 1],
    ['no-mapping', ({ reasons }: Counted) => reasons['NoMapping'] === 1],
  ]);
  for await (const { workflowId, runId } of client.workflow.list({
    query: `WorkflowType = 'archiveItem' AND ArchiverConnector = '${daily.connectorId}'`,
  })) {
    const result = (await client.workflow.getHandle(workflowId, runId).result()) as Counted;
    for (const [name, isSuch] of wanted) {
      if (!isSuch(result)) continue;
      await save(`archiveItem/${name}`, workflowId, runId);
      wanted.delete(name);
    }
  }
  if (wanted.size > 0) throw new Error(`No item of the recorded day was ${[...wanted.keys()].join(' or ')}.`);
}

interface Counted {
  imported: number;
  partiallyImported: number;
  failed: number;
  reasons: Record<string, number>;
}

async function save(name: string, workflowId: string, runId?: string): Promise<void> {
  const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
  const path = `${DIRECTORY}${name}.json`;
  await mkdir(new URL('.', `file://${path}`), { recursive: true });
  const recorded = JSON.stringify({ workflowId, history: JSON.parse(historyToJSON(history)) });
  await writeFile(path, `${withoutThisMachine(recorded)}\n`);
  process.stdout.write(`${name}: ${history.events?.length ?? 0} events\n`);
}

/** Stacks name the checkout and workers name their host; neither matters to a replay, nor is anybody's business. */
function withoutThisMachine(text: string): string {
  return text.replaceAll(process.cwd(), '.').replaceAll(`@${hostname()}`, '@host');
}

async function run<T>(args: string[], input = ''): Promise<T> {
  const { stdout, stderr, exitCode } = await runClient(installation.env, [...args, '--json'], input);
  // 3 and 4 are the recording's own doing: items that must fail, and a refused login.
  if (exitCode !== 0 && exitCode !== 3 && exitCode !== 4)
    throw new Error(`${args.join(' ')} ended with ${exitCode}: ${stderr}`);
  return JSON.parse(stdout) as T;
}
