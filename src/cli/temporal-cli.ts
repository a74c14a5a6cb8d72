import { ArchiveError } from '../domain/errors.js';
import { lookForTemporalCli } from '../processes/temporal-cli.mjs';

/**
 * The Temporal CLI, whose development server `command` starts, and the version of that server. Throws InvalidArgument
 * where there is none on this machine.
 */
export async function requireTemporalCli(
  command: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<{ path: string; server: string }> {
  const seen = await lookForTemporalCli(env);
  const found = seen.find((cli) => 'server' in cli);
  if (found) return found;
  const faults = seen.map((cli) => ('fault' in cli ? `${cli.path}: ${cli.fault}` : cli.path));
  const message = 'There is no Temporal CLI, whose development server is to be started.';
  throw new ArchiveError('InvalidArgument', [message, ...faults].join('\n'), {
    nextStep: `Run \`npm run ${command}\`, which finds, downloads or builds it, or name one in TEMPORAL_CLI_PATH.`,
  });
}
