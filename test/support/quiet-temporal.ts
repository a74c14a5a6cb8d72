import { DefaultLogger, Runtime } from '@temporalio/worker';

let isQuiet = false;

/** To be called before the first worker or replay: Temporal's own lines at INFO would bury the test report. */
export function quietTemporal(): void {
  if (!isQuiet) Runtime.install({ logger: new DefaultLogger('ERROR') });
  isQuiet = true;
}
