// @ts-check
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PreparationError } from './lib/errors.mjs';
import { findProgram } from '../src/processes/programs.mjs';
import { runStep } from './lib/run.mjs';
import { elapsedSince } from './lib/say.mjs';
import { TEMPORAL_CLI_VERSION } from '../src/processes/temporal-cli.mjs';

const WRAPPER_MODULE = fileURLToPath(new URL('temporal-server', import.meta.url));
const COMMAND_PACKAGE = 'github.com/temporalio/cli/cmd/temporal';
const VERSION_VARIABLE = 'github.com/temporalio/cli/internal/temporalcli.Version';
const SIGN_OF_LIFE_MS = 30_000;

/**
 * Builds the Temporal CLI from a module of our own that pins it: `go install` refuses its releases since 1.6.0, whose
 * go.mod has a `replace`, and only the main module's `replace` counts.
 * @param {string} directory
 * @param {import('./lib/say.mjs').Say} say
 */
export async function buildTemporalCli(directory, say) {
  const go = await findGo();
  say(
    `Building the Temporal CLI ${TEMPORAL_CLI_VERSION}, a whole server, with Go: about four minutes, once per machine.`,
  );
  const startedAt = Date.now();
  const signOfLife = setInterval(() => say(`Still building, ${elapsedSince(startedAt)}.`), SIGN_OF_LIFE_MS);
  try {
    const ldflags = `-s -w -X ${VERSION_VARIABLE}=${TEMPORAL_CLI_VERSION}`;
    await runStep(
      go,
      ['build', '-trimpath', '-ldflags', ldflags, '-o', join(directory, 'temporal'), COMMAND_PACKAGE],
      {
        cwd: WRAPPER_MODULE,
        env: { ...process.env, CGO_ENABLED: '0', GOWORK: 'off' },
        isQuiet: true,
      },
    );
  } finally {
    clearInterval(signOfLife);
  }
  say(`Built in ${elapsedSince(startedAt)}.`);
}

/** Go 1.21 is the first that fetches the newer toolchain which the module asks for. */
async function findGo() {
  const go = findProgram('go');
  if (!go) throw new PreparationError('Go is not on PATH');
  const { stdout } = await promisify(execFile)(go, ['version']);
  const [, major, minor] = /go(\d+)\.(\d+)/.exec(stdout) ?? [];
  if (Number(major) < 1 || (Number(major) === 1 && Number(minor) < 21)) {
    throw new PreparationError(`${go} is older than Go 1.21`);
  }
  return go;
}
