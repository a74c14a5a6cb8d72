import type { WorkerDeploymentOptions } from '@temporalio/worker';
import { temporalError } from '../temporal/connect.js';
import { commandToMakeCurrent } from '../temporal/worker-deployment.js';
import { runWorker } from '../worker.js';
import type { CommandResult, GlobalOptions } from './command.js';
import { environment, settingsFor } from './environment.js';

/** Runs until SIGINT or SIGTERM, then lets the activities under way finish. */
export async function worker(options: GlobalOptions): Promise<CommandResult> {
  const settings = settingsFor(options, 'storage', 'graph', 'secrets');
  try {
    await runWorker(settings, environment(options), sayReady);
  } catch (error) {
    throw temporalError(error) ?? error;
  }
  return { exitCode: 0, json: { stopped: true }, text: 'The worker has stopped.' };
}

function sayReady(deployment?: WorkerDeploymentOptions): void {
  process.stderr.write('The worker is ready.\n');
  if (deployment === undefined) return;
  const command = commandToMakeCurrent(deployment);
  process.stderr.write(`Temporal gives it work once its version is the current one: ${command}\n`);
}
