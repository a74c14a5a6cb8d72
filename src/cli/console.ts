import { once } from 'node:events';
import type { CheckUp } from '../console/health/check-ups.js';
import { openConsole } from '../console/open.js';
import { readConsoleSettings } from '../console/settings.js';
import { checkUp as doctorsCheckUp } from '../doctor/check-up.js';
import { createLogger } from '../logger.js';
import type { CommandResult, GlobalOptions } from './command.js';
import { withContext } from './context.js';
import { environment } from './environment.js';
import { onSignal } from './signals.js';

/** Serves the web console until SIGINT or SIGTERM. */
export async function console(options: GlobalOptions): Promise<CommandResult> {
  const settings = readConsoleSettings(environment(options));
  const stopping = onSignal(() => undefined);
  try {
    return await withContext(options, async (means) => {
      const checkUp: CheckUp = async (connectorId, found) =>
        await doctorsCheckUp({
          env: environment(options),
          found,
          ...(connectorId !== undefined && { connectorId }),
        });
      const serving = await openConsole(settings, { means, checkUp, logger: createLogger() });
      process.stderr.write(`Console: ${serving.url}\n`);
      if (!stopping.signal.aborted) await once(stopping.signal, 'abort');
      await serving.close();
      return { exitCode: 0, json: { stopped: true }, text: 'The console has stopped.' };
    });
  } finally {
    stopping.stop();
  }
}
