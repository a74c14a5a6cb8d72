import { ArchiveError } from '../domain/errors.js';
import { usableSettings, type UsableSettings } from '../settings.js';
import { SecretStore } from '../secrets.js';
import { Schedules } from '../temporal/schedules.js';
import { Examination, type Course } from './examination.js';
import type { Area, Finding } from './finding.js';
import { examineAppRegistration, type AppRegistration } from './graph.js';
import { examineMailboxes } from './mailboxes.js';
import { examineMapping } from './mapping.js';
import { examineRuns } from './runs.js';
import { examineSchedules } from './schedules.js';
import { examineSettings } from './settings.js';
import { examineSources } from './source.js';
import { examineStorage, type StoredConnectors } from './storage.js';
import { examineServer, type TemporalServer } from './temporal.js';
import { examineWorkers } from './workers.js';

/** For all checks together. A call that was given up may hold its line for half a minute more, and a minute is promised. */
const ALL_MS = 30_000;

export interface CheckUpRequest {
  env: NodeJS.ProcessEnv;
  /** Only this connector; default: all. */
  connectorId?: string;
  /** Address of a mailbox that the app is to open. */
  inScope?: string;
  /** Address of one that it is not to open. */
  outOfScope?: string;
  /** Told each finding as soon as it is there, in no order. */
  found?: (finding: Finding) => void;
}

/** What the areas share. */
interface Checked extends CheckUpRequest {
  settings: UsableSettings;
  course: Course;
}

/**
 * Looks at every outside system, all at once where they do not rest on each other, and goes on after each fault. Changes
 * nothing but what a login changes and a mark of its own in storage. Rejects with ConnectorNotFound only.
 */
export async function checkUp(request: CheckUpRequest): Promise<Finding[]> {
  const all = new AbortController();
  const timer = setTimeout(() => all.abort(), ALL_MS);
  const course = { over: all.signal, found: request.found };
  const checked = { ...request, settings: usableSettings(request.env), course };
  const settings = examineSettings(request.env);
  for (const finding of settings) request.found?.(finding);
  try {
    const storage = new Examination('storage', course);
    const stored = examineStorage(storage, checked.settings.storage).then((found) =>
      chosen(found, request.connectorId),
    );
    const [temporal, sources, people] = await Promise.all([
      temporalFindings(checked, stored),
      sourceFindings(checked, stored),
      microsoft365Findings(checked, stored),
    ]);
    return [...settings, ...temporal, ...storage.findings, ...sources, ...people];
  } finally {
    clearTimeout(timer);
  }
}

type Stored = Promise<StoredConnectors | undefined>;

const NO_CONNECTORS = 'the connectors cannot be read from storage';

function chosen(stored: StoredConnectors | undefined, id: string | undefined): StoredConnectors | undefined {
  if (stored === undefined || id === undefined) return stored;
  const records = stored.records.filter(({ connector }) => connector.id === id);
  if (records.length === 0) throw new ArchiveError('ConnectorNotFound', `There is no connector ${id}.`);
  return { ...stored, records };
}

async function temporalFindings({ env, settings, course }: Checked, stored: Stored): Promise<Finding[]> {
  const examination = new Examination('temporal', course);
  const server = await examineServer(examination, env);
  if (server === undefined) {
    examination.skip(WORK, 'no server answers');
    return examination.findings;
  }
  try {
    if (settings.taskQueue === undefined) examination.skip(WORK, 'ARCHIVER_TASK_QUEUE is wrong');
    else await examineWork(examination, server, { taskQueue: settings.taskQueue, stored });
    return examination.findings;
  } finally {
    await server.client.connection.close();
  }
}

const WORK = ['workers', 'runs', 'schedules'] as const;

async function examineWork(
  examination: Examination,
  server: TemporalServer,
  { taskQueue, stored }: { taskQueue: string; stored: Stored },
): Promise<void> {
  await Promise.all([
    examineWorkers(examination, server.client, taskQueue),
    examineRuns(examination, server, taskQueue),
  ]);
  const found = await stored;
  if (found === undefined) examination.skip(['schedules'], NO_CONNECTORS);
  else await examineSchedules(examination, new Schedules(server.client, taskQueue), found.records);
}

async function sourceFindings({ settings, course }: Checked, stored: Stored): Promise<Finding[]> {
  const found = await stored;
  if (found !== undefined && settings.secrets !== undefined) {
    const secrets = new SecretStore(settings.secrets.directory);
    return await examineSources(found.records, { connectors: found.connectors, secrets }, course);
  }
  return notChecked('source', course, found ? 'the settings of secrets are missing or wrong' : NO_CONNECTORS);
}

async function microsoft365Findings(checked: Checked, stored: Stored): Promise<Finding[]> {
  const { settings, course, inScope, outOfScope } = checked;
  const graph = new Examination('graph', course);
  const app = await examineAppRegistration(graph, settings.graph);
  const found = await stored;
  const mapping = await mappingFindings(app, found, course);
  const folders = found?.records.map(({ connector }) => connector.target.folder) ?? [];
  await examineMailboxes(graph, app, { inScope, outOfScope, mapped: mapping.mapped, folders });
  return [...graph.findings, ...mapping.findings];
}

async function mappingFindings(
  app: AppRegistration | undefined,
  stored: StoredConnectors | undefined,
  course: Course,
): Promise<{ findings: Finding[]; mapped: Awaited<ReturnType<typeof examineMapping>> }> {
  if (app === undefined || stored === undefined) {
    const because = stored ? 'users cannot be looked up' : NO_CONNECTORS;
    return { findings: notChecked('mapping', course, because), mapped: undefined };
  }
  const means = { connectors: stored.connectors, directory: app.directory };
  const examined = await Promise.all(
    stored.records.map(async (record) => {
      const examination = new Examination('mapping', course);
      const mapped = await examineMapping(record, means, examination);
      return { findings: examination.findings, mapped };
    }),
  );
  return {
    findings: examined.flatMap(({ findings }) => findings),
    mapped: examined.find(({ mapped }) => mapped)?.mapped,
  };
}

function notChecked(area: Area, course: Course, because: string): Finding[] {
  const examination = new Examination(area, course);
  examination.skip(['connectors'], because);
  return examination.findings;
}
