// Records histories of real runs for the replay test: `npm run histories:record`. Names are part of the corpus and say
// what a history is for. An old history is never changed or deleted while a run of its kind may still be open somewhere.
import { mkdir, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import type { Report } from '../../src/domain/report.js';
import {
  ADMIN,
  runClient,
  startInstallation,
  startWorkerProcess,
  type Installation,
} from '../../src/sandbox/installation.js';
import { makeWorld } from '../../src/sandbox/world/world.js';
import { writeConnectorFile } from '../../src/sandbox/write-connector-file.js';

const DIRECTORY = fileURLToPath(new URL('./histories/', import.meta.url));
const CONNECTOR = 'recorded';
const DAY = '2026-11-19';

const world = makeWorld({ seed: 'histories', day: DAY, items: 40 });
const installation = await startInstallation({
  world,
  temporalCli: process.env['TEMPORAL_CLI_PATH'] ?? 'temporal',
  settleSeconds: 1,
});
const connection = await Connection.connect({ address: installation.temporal.address });
const client = new Client({ connection });
const worker = await startWorkerProcess(installation.env);
try {
  await mkdir(DIRECTORY, { recursive: true });
  await recordAll(installation);
} finally {
  await worker.stop();
  await connection.close();
  await installation.close();
}

async function recordAll({ env, site }: Installation): Promise<void> {
  const file = await writeConnectorFile(installation, world, CONNECTOR);
  await run(['connector', 'create', '--file', file, '--password-stdin', '--skip-bad-rows'], ADMIN.password);
  const daily = await run<Report>(['connector', 'run', CONNECTOR, '--wait']);
  await save('connectorRun/daily', daily.workflowId, daily.runId);
  await saveItems(daily);
  const again = await run<{ backfill: string; runs: Report[] }>([
    'backfill',
    CONNECTOR,
    '--from',
    DAY,
    '--to',
    '2026-11-21',
    '--reason',
    'recording',
    '--wait',
  ]);
  await save('backfill/two-days', again.backfill);
  await save('connectorRun/backfill-of-a-settled-day', again.runs[0]?.workflowId ?? '', again.runs[0]?.runId);
  site.expireTokens();
  await writeFile(`${env['ARCHIVER_SECRETS_DIR']}/telemessage-${CONNECTOR}`, 'not the password');
  const refused = await run<Report>(['connector', 'run', CONNECTOR, '--wait']);
  await save('connectorRun/refused-login', refused.workflowId, refused.runId);
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
