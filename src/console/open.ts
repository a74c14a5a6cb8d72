import type { Logger } from '@temporalio/common';
import { ROLES, type User } from './access/permissions.js';
import { buildApp } from './app.js';
import type { Console } from './environment.js';
import { serve, type Serving } from './serve.js';
import type { ConsoleSettings } from './settings.js';

/** Opens the console and serves it until `close`. Rejects with InvalidArgument where it cannot listen. */
export async function openConsole(
  { host, port, localUser, temporalUiUrl }: ConsoleSettings,
  { means, graph, logger }: Pick<Console, 'means' | 'graph'> & { logger: Logger },
): Promise<Serving> {
  const console: Console = {
    means,
    graph,
    origin: new URL('http://localhost'),
    temporalUi: temporalUiUrl ? { url: temporalUiUrl, namespace: means.client.options.namespace } : undefined,
  };
  const user: User = { name: localUser, roles: ROLES };
  const app = buildApp({ console, logger, userOf: () => Promise.resolve(user) });
  const serving = await serve({ host, port, tls: undefined, fetch: app.fetch });
  console.origin = new URL(serving.url); // the port may have been chosen only now
  return serving;
}
