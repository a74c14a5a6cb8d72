import type { Logger } from '@temporalio/common';
import { ArchiveError } from '../domain/errors.js';
import type { Means } from '../operations/means.js';
import { sweep } from '../operations/sweep.js';
import { ROLES, type User } from './access/permissions.js';
import { SignIn } from './access/sign-in.js';
import { buildApp, type AppOptions } from './app.js';
import { Overview } from './connectors/overview.js';
import type { Console } from './environment.js';
import { CheckUps, type CheckUp } from './health/check-ups.js';
import { serve, type Serving } from './serve.js';
import type { ConsoleSettings } from './settings.js';

/** Passwords of set-ups that nobody comes back to are not to lie about, whether or not an admin looks. */
const SWEEP_EVERY_MS = 86_400_000;

interface ConsoleParts extends Pick<Console, 'means' | 'graph'> {
  checkUp?: CheckUp;
  logger: Logger;
}

/**
 * Opens the console and serves it until `close`. Rejects with InvalidArgument where it cannot listen. Where the sign-in
 * does not answer it opens all the same and says so: nobody comes in before it does.
 */
export async function openConsole(
  settings: ConsoleSettings,
  { means, graph, checkUp, logger }: ConsoleParts,
): Promise<Serving> {
  const { host, port, tls, url, temporalUiUrl } = settings;
  const signIn = settings.signIn && new SignIn(settings.signIn);
  const console: Console = {
    means,
    graph,
    ...(checkUp && { checkUps: new CheckUps(checkUp) }),
    origin: url ?? new URL('http://localhost'),
    temporalUi: temporalUiUrl ? { url: temporalUiUrl, namespace: means.client.options.namespace } : undefined,
    ...(signIn && { signIn, isBehindProxy: tls === undefined }),
  };
  const app = buildApp({ console, logger, userOf: userOf(signIn, settings.localUser) });
  const listening = await serve({ host, port, tls, fetch: app.fetch });
  // A month of runs takes a second to read: it is there when the first page asks, which also says what fails of it.
  void Overview.of(means)
    .connectors()
    .catch(() => undefined);
  void sweepDaily(means, logger);
  const daily = setInterval(() => void sweepDaily(means, logger), SWEEP_EVERY_MS);
  const serving: Serving = {
    ...listening,
    close: async () => {
      clearInterval(daily);
      await listening.close();
    },
  };
  if (url !== undefined) {
    await signIn?.provider.discover().catch((error: unknown) => {
      logger.warn('Nobody can sign in yet.', {
        code: error instanceof ArchiveError ? error.code : 'Unexpected',
      });
    });
    return { ...serving, url: url.origin };
  }
  console.origin = new URL(serving.url); // the port may have been chosen only now
  return serving;
}

async function sweepDaily(means: Means, logger: Logger): Promise<void> {
  await sweep(means).catch((error: unknown) => {
    const code = error instanceof ArchiveError ? error.code : 'Unexpected';
    logger.warn('Set-ups whose time is over, or what was left of changes, could not be removed.', { code });
  });
}

/** Where nobody signs in, everybody who gets here sits at this machine. */
function userOf(signIn: SignIn | undefined, localUser: string): AppOptions['userOf'] {
  if (signIn) return (c) => Promise.resolve(signIn.userOf(c));
  const user: User = { name: localUser, roles: ROLES };
  return () => Promise.resolve(user);
}
