import { ArchiveError } from '../domain/errors.js';
import type { Directory } from '../microsoft365/microsoft365.js';
import { openForCheckUp } from '../microsoft365/open.js';
import type { GraphRights } from '../microsoft365/rights.js';
import type { GraphSettings } from '../settings/graph.js';
import { fileAnswer } from './certificate.js';
import type { Examination } from './examination.js';
import { bad, good, type Answer } from './finding.js';

/** An address that nobody can have (RFC 2606): whether users may be looked up shows without naming one. */
const NOBODY = 'nobody@whatsapp-archiver.invalid';

/** What later checks do with Microsoft 365. */
export interface AppRegistration {
  clientId: string;
  directory: Directory;
  rights: GraphRights;
  /** Permissions that Entra has consented to. */
  consented: readonly string[];
}

/** Undefined where users cannot be looked up: then nothing else can be. */
export async function examineAppRegistration(
  examination: Examination,
  settings: GraphSettings | undefined,
): Promise<AppRegistration | undefined> {
  const checks = ['app registration', 'user look-up'] as const;
  if (settings === undefined) {
    examination.skip(checks, 'the settings of Microsoft 365 are missing or wrong');
    return undefined;
  }
  const { directory, rights } = openForCheckUp(settings);
  const [consented] = await Promise.all([
    examination.ask(checks[0], async (signal) => await logInAnswer(rights, signal)),
    examineCertificate(examination, settings),
  ]);
  if (consented === undefined) {
    examination.skip(checks.slice(1), 'there is no token');
    return undefined;
  }
  const finds = await examination.ask(checks[1], async (signal) => await lookUpAnswer(directory, signal));
  return finds && { clientId: settings.clientId, directory, rights, consented };
}

async function examineCertificate(examination: Examination, { credential }: GraphSettings): Promise<void> {
  if (!('certificatePath' in credential)) return;
  const path = credential.certificatePath;
  await examination.ask('certificate', async () => await fileAnswer(path, Date.now()));
}

async function logInAnswer(rights: GraphRights, signal: AbortSignal): Promise<Answer<string[]>> {
  const consented = await rights.consented(signal);
  return good(
    `the Entra authority gives a token (consent in Entra: ${consented.join(', ') || 'none'})`,
    consented,
  );
}

async function lookUpAnswer(directory: Directory, signal: AbortSignal): Promise<Answer<true>> {
  try {
    await directory.findUser(NOBODY, signal);
    return good('users can be looked up', true);
  } catch (error) {
    if (!(error instanceof ArchiveError) || error.code !== 'AccessDenied') throw error;
    const nextStep = 'An administrator consents to User.Read.All for the app registration in Entra.';
    return bad('DirectoryDenied: Microsoft Graph does not let us look up users', nextStep);
  }
}
