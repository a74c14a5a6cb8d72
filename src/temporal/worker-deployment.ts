import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { WorkerDeploymentOptions } from '@temporalio/worker';
import { packageVersion } from '../package-version.js';

/** Enough that two builds differ, and short enough to be typed. */
const HASH_DIGITS = 12;

/**
 * How a worker makes itself known where versions are deployed one beside the other: the build is the package's version
 * and a hash of its workflows. A run goes on in the version that an operator has made the current one; `patched()` in
 * the workflows is what lets it. https://docs.temporal.io/worker-versioning
 */
export async function workerDeployment(
  deploymentName: string,
  workflowBundle: string,
): Promise<WorkerDeploymentOptions> {
  const hash = createHash('sha256').update(await readFile(workflowBundle));
  return {
    version: { deploymentName, buildId: `${packageVersion()}-${hash.digest('hex').slice(0, HASH_DIGITS)}` },
    useWorkerVersioning: true,
    defaultVersioningBehavior: 'AUTO_UPGRADE',
  };
}

/** Without it Temporal gives the worker nothing to do. */
export function commandToMakeCurrent({ version }: WorkerDeploymentOptions): string {
  const { deploymentName, buildId } = version;
  return `temporal worker deployment set-current-version --deployment-name ${deploymentName} --build-id ${buildId}`;
}
