import { once } from 'node:events';
import { connect } from 'node:net';
import type { Connector, SourceSettings, TeleMessageSftpSource } from '../domain/connector.js';
import { ArchiveError } from '../domain/errors.js';
import { REASONS } from '../domain/reasons.js';
import type { Window } from '../domain/window.js';
import type { SecretStore } from '../secrets.js';
import { checkedLookUp } from '../sources/link-local.js';
import { openSource, secretNames, sourceAddress } from '../sources/open-source.js';
import type { Source, SourceAccount } from '../sources/source.js';
import type { ConnectorRecord } from '../storage/connectors.js';
import { certificateAnswer, endOfServerCertificate } from './certificate.js';
import { Examination, type Course } from './examination.js';
import { bad, good, type Answer, type Finding } from './finding.js';
import type { StoredConnectors } from './storage.js';

const MINUTE_MS = 60_000;

type Outcome = 'let in' | 'not let in' | 'not tried';

interface Patient {
  record: ConnectorRecord;
  examination: Examination;
}

interface Means {
  connectors: StoredConnectors['connectors'];
  secrets: SecretStore;
}

/**
 * Tries each connector's source. Connectors with one and the same login take turns, and where it does not let us in the
 * others leave it alone: accounts lock after few tries, and a check-up must not be what locks them.
 */
export async function examineSources(
  records: readonly ConnectorRecord[],
  means: Means,
  course: Course,
): Promise<Finding[]> {
  const patients = records.map((record) => ({ record, examination: new Examination('source', course) }));
  const groups = new Map<string, Patient[]>();
  for (const patient of patients) {
    const login = loginOf(patient.record.connector);
    groups.set(login, [...(groups.get(login) ?? []), patient]);
  }
  await Promise.all([...groups.values()].map(async (group) => await takeTurns(group, means)));
  return patients.flatMap(({ examination }) => examination.findings);
}

function loginOf({ source }: Connector): string {
  return JSON.stringify([sourceAddress(source), source.username]);
}

async function takeTurns(group: readonly Patient[], means: Means): Promise<void> {
  let shutOut: string | undefined;
  for (const { record, examination } of group) {
    const { id } = record.connector;
    if (shutOut === undefined) {
      if ((await examineSource(record, means, examination)) === 'not let in') shutOut = id;
    } else {
      examination.skip([`${id}: login`], `the same login did not let ${shutOut} in`);
    }
  }
}

async function examineSource(
  record: ConnectorRecord,
  means: Means,
  examination: Examination,
): Promise<Outcome> {
  const { id, source: settings } = record.connector;
  const [isThere, hasSecret] = await Promise.all([
    examination.ask(`${id}: address`, async (signal) => await addressAnswer(settings, signal)),
    examineSecrets(record.connector, means.secrets, examination),
  ]);
  if (!isThere || !hasSecret) {
    const next = [`${id}: login`, `${id}: listing`];
    examination.skip(next, isThere ? 'its secret cannot be used' : 'its address does not answer');
    return 'not tried';
  }
  const source = openSource(settings, means.secrets, {
    refusedVersion: async () => await means.connectors.refusedSecret(id),
    // Like the refusal of any run: nobody tries this secret again.
    refuse: async (version) => await means.connectors.refuseSecret(id, version),
  });
  const hasProduct = await examination.ask(`${id}: login`, async (signal) =>
    loginAnswer(record, await source.account(signal)),
  );
  if (hasProduct)
    await examination.ask(`${id}: listing`, async (signal) => await listed(source, settings, signal));
  else examination.skip([`${id}: listing`], 'we are not let in to the product');
  return hasProduct === undefined ? 'not let in' : 'let in';
}

async function examineSecrets(
  { id, source }: Connector,
  secrets: SecretStore,
  examination: Examination,
): Promise<boolean> {
  const found = await Promise.all(
    secretNames(source).map(
      async (name) =>
        await examination.ask(`${id}: secret ${name}`, async () => await secretAnswer(secrets, name)),
    ),
  );
  return found.every((isThere) => isThere === true);
}

async function secretAnswer(secrets: SecretStore, name: string): Promise<Answer<true>> {
  await secrets.read(name);
  if (!(await secrets.isOpenToOthers(name))) return good('there, and closed to others', true);
  const nextStep = `chmod 600 the file ${name} in ARCHIVER_SECRETS_DIR (of a Kubernetes secret: defaultMode 0400).`;
  return bad('its file may be read by others than its owner', nextStep, true);
}

async function addressAnswer(settings: SourceSettings, signal: AbortSignal): Promise<Answer<true>> {
  if (settings.type === 'telemessage-sftp') return await serverAnswer(settings, signal);
  const validTo = await endOfServerCertificate(settings.url, signal);
  return certificateAnswer(validTo, Date.now(), 'Ask TeleMessage to renew the certificate of its site.');
}

/** Whether somebody listens; whose key it has shows when we log in. */
async function serverAnswer(
  { host, port }: TeleMessageSftpSource,
  signal: AbortSignal,
): Promise<Answer<true>> {
  const socket = connect({ host, port, lookup: checkedLookUp(host) });
  try {
    await once(socket, 'connect', { signal });
    return good(`answers at ${host}:${port}`, true);
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (error instanceof ArchiveError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new ArchiveError('SourceUnreachable', `Nobody answers at ${host}:${port} (${code}).`);
  } finally {
    socket.destroy();
  }
}

/** What a login that was let in means; its value is whether there is something to list. Pure. */
export function loginAnswer(
  { account, connector }: Pick<ConnectorRecord, 'account' | 'connector'>,
  { id, products }: SourceAccount,
): Answer<boolean> {
  if (id !== account) {
    const detail = 'AccountMismatch: it belongs to another account than the connector was created on';
    return bad(detail, REASONS.AccountMismatch.nextStep, true);
  }
  const { product } = connector.source;
  if (products.includes(product)) return good('lets us in, to the account of the connector', true);
  const nextStep = `Order it from TeleMessage, or set source.product to one of: ${products.join(', ') || 'none is ordered'}.`;
  return bad(`the account has no ${product}`, nextStep, false);
}

async function listed(source: Source, settings: SourceSettings, signal: AbortSignal): Promise<Answer<true>> {
  await source.fetchPage({ window: shortWindow(settings, Date.now()), cursor: null }, signal);
  return good('can be listed', true);
}

/** A minute of which little is to be expected. Of drops one of long ago: a ZIP file within it would be fetched whole. */
function shortWindow({ type }: SourceSettings, now: number): Window {
  const from = type === 'telemessage-sftp' ? 0 : now - 2 * MINUTE_MS;
  return { from: new Date(from).toISOString(), to: new Date(from + MINUTE_MS).toISOString() };
}
