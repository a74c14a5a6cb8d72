import { createPrivateKey, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect, type TLSSocket } from 'node:tls';
import { ArchiveError } from '../domain/errors.js';
import { isOpenToOthers } from '../secrets.js';
import { checkedLookUp } from '../sources/link-local.js';
import { bad, good, type Answer } from './finding.js';

const DAY_MS = 86_400_000;
/** Time enough for a person to have a certificate renewed before everything stops. */
const MIN_DAYS_LEFT = 30;

/** What the end of a certificate means. Pure; `now` in milliseconds. */
export function certificateAnswer(validTo: Date, now: number, renew: string): Answer<true> {
  const day = validTo.toISOString().slice(0, 10);
  const daysLeft = Math.floor((validTo.getTime() - now) / DAY_MS);
  if (validTo.getTime() <= now) return bad(`its certificate ended on ${day}`, renew);
  if (daysLeft < MIN_DAYS_LEFT)
    return bad(`its certificate ends on ${day}, in ${daysLeft} days`, renew, true);
  return good(`its certificate is good until ${day}`, true);
}

/**
 * When the certificate of an https address ends, checked as every call checks it. Rejects with SourceUnreachable where
 * nobody answers or the certificate is not to be trusted.
 */
export async function endOfServerCertificate(url: string, signal: AbortSignal): Promise<Date> {
  const { hostname, port } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  const socket = connect({
    host,
    port: Number(port || 443),
    servername: serverName(host),
    lookup: checkedLookUp(host),
  });
  try {
    await once(socket, 'secureConnect', { signal });
    return endOf(socket);
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (error instanceof ArchiveError) throw error;
    throw distrusted(error);
  } finally {
    socket.destroy();
  }
}

/** An address of numbers is no name that TLS may ask for (RFC 6066, 3). */
function serverName(host: string): string {
  return /^[\d.]+$|:/.test(host) ? '' : host;
}

function endOf(socket: TLSSocket): Date {
  return new Date(socket.getPeerCertificate().valid_to);
}

function distrusted(error: unknown): ArchiveError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  const nextStep = NEXT_STEPS.find(([pattern]) => pattern.test(code))?.[1];
  return new ArchiveError('SourceUnreachable', `No trusted connection comes about (${code}).`, {
    cause: error,
    ...(nextStep && { nextStep }),
  });
}

const NEXT_STEPS: readonly (readonly [RegExp, string])[] = [
  [/EXPIRED/, 'Ask TeleMessage to renew the certificate of its site.'],
  [/ALTNAME/, 'Put the name that the certificate is for into `source.url`, then run `connector update`.'],
  [/CERT|SIGNATURE/, "Give Node the authority that signed the site's certificate, in NODE_EXTRA_CA_CERTS."],
];

/** A PEM file with a certificate and its private key, as the app registration logs in with it. */
export async function fileAnswer(path: string, now: number): Promise<Answer<true>> {
  const renew = 'Make a new certificate, add it to the app registration in Entra, and replace the file.';
  const pem = await readFile(path).catch(() => undefined);
  if (pem === undefined)
    return bad('its file cannot be read', 'Let the user of this program read AZURE_CLIENT_CERTIFICATE_PATH.');
  const certificate = parsed(() => new X509Certificate(pem));
  const key = parsed(() => createPrivateKey(pem));
  if (certificate === undefined || key === undefined)
    return bad('the file holds no certificate and private key in PEM', renew);
  if (!certificate.checkPrivateKey(key))
    return bad('the private key in the file is not that of its certificate', renew);
  if (await isOpenToOthers(path))
    return bad(
      'its file may be read by others than its owner',
      'chmod 600 the file that AZURE_CLIENT_CERTIFICATE_PATH names.',
    );
  return certificateAnswer(new Date(certificate.validTo), now, renew);
}

/** What the parsers say of a key may hold part of it. */
function parsed<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch {
    return undefined;
  }
}
