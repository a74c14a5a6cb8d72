// @ts-check
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { PreparationError } from './lib/errors.mjs';
import { runStep } from './lib/run.mjs';
import { TEMPORAL_CLI_VERSION } from '../src/processes/temporal-cli.mjs';

/** Many networks do not let us out, some by never answering; nobody should wait long to learn it. */
const SILENCE_MS = 5_000;

/**
 * The address Temporal's documentation gives (https://docs.temporal.io/cli/setup-cli), with our version for `latest`.
 */
function archiveUrl() {
  const arch = process.arch === 'x64' ? 'amd64' : process.arch;
  return `https://temporal.download/cli/archive/v${TEMPORAL_CLI_VERSION}?platform=${process.platform}&arch=${arch}`;
}

/**
 * Downloads the official archive and unpacks it. Gives up after `silenceMs` in which nothing arrives.
 * @param {string} directory
 * @param {import('./lib/say.mjs').Say} say
 * @param {{ url?: string, silenceMs?: number }} [options]
 */
export async function downloadTemporalCli(
  directory,
  say,
  { url = archiveUrl(), silenceMs = SILENCE_MS } = {},
) {
  say(`Downloading the Temporal CLI ${TEMPORAL_CLI_VERSION} (some 60 MB) from ${new URL(url).host}.`);
  const archive = join(directory, 'archive.tar.gz');
  await downloadTo(archive, url, silenceMs);
  await runStep('tar', ['-xzf', archive, '-C', directory, 'temporal'], { isQuiet: true });
}

/**
 * @param {string} file
 * @param {string} url
 * @param {number} silenceMs
 */
async function downloadTo(file, url, silenceMs) {
  const abort = new AbortController();
  const patience = setTimeout(() => abort.abort(), silenceMs);
  try {
    const response = await fetch(url, { signal: abort.signal });
    if (!response.ok || !response.body)
      throw new PreparationError(`it answers with status ${response.status}`);
    const body = Readable.fromWeb(response.body);
    body.on('data', () => patience.refresh());
    await pipeline(body, createWriteStream(file));
  } catch (error) {
    throw abort.signal.aborted ? new PreparationError('nothing arrives') : causeOf(error);
  } finally {
    clearTimeout(patience);
    abort.abort(); // lets go of the connection of an answer we do not read
  }
}

/**
 * `fetch` says no more than "fetch failed" and keeps what happened in the cause.
 * @param {unknown} error
 */
function causeOf(error) {
  return error instanceof Error && error.cause instanceof Error ? error.cause : error;
}
