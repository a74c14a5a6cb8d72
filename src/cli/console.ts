import { once } from 'node:events';
import type { CheckUp } from '../console/health/check-ups.js';
import { openConsole } from '../console/open.js';
import { readConsoleSettings } from '../console/settings.js';
import { checkUp as doctorsCheckUp } from '../doctor/check-up.js';
import { createLogger } from '../logger.js';
import { openMicrosoft365 } from '../microsoft365/open.js';
import { lookUpUsers } from '../operations/look-up-users.js';
import type { Means } from '../operations/means.js';
import { usableSettings } from '../settings.js';
import type { GraphSettings } from '../settings/graph.js';
import type { CommandResult, GlobalOptions } from './command.js';
import { withContext } from './context.js';
import { environment } from './environment.js';
import { onSignal } from './signals.js';

/** Serves the web console until SIGINT or SIGTERM. */
export async function console(options: GlobalOptions): Promise<CommandResult> {
  const env = environment(options);
  const settings = readConsoleSettings(env);
  const stopping = onSignal(() => undefined);
  try {
    return await withContext(options, async (means) => {
      const { graph } = usableSettings(env);
      const shared = { ...means, ...(graph && quietLookUp(graph)) };
      const checkUp: CheckUp = async (connectorId, found) =>
        await doctorsCheckUp({ env, found, ...(connectorId !== undefined && { connectorId }) });
      const serving = await openConsole(settings, { means: shared, graph, checkUp, logger: createLogger() });
      process.stderr.write(`Console: ${serving.url}\n`);
      if (!stopping.signal.aborted) await once(stopping.signal, 'abort');
      await serving.close();
      return { exitCode: 0, json: { stopped: true }, text: 'The console has stopped.' };
    });
  } finally {
    stopping.stop();
  }
}

/** Nobody watches the console's standard error: its look-ups show no progress there, and share one login. */
function quietLookUp(graph: GraphSettings): Pick<Means, 'lookUpUsers'> {
  const { directory } = openMicrosoft365(graph);
  return { lookUpUsers: async (addresses) => await lookUpUsers(directory, addresses) };
}
