const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Aborted by the first signal that asks us to end, with what `reasonOf` makes of its name. Further ones change nothing:
 * they would leave processes behind.
 */
export function onSignal(reasonOf: (name: NodeJS.Signals) => unknown): { signal: AbortSignal; stop(): void } {
  const controller = new AbortController();
  const interrupt = (name: NodeJS.Signals): void => {
    if (!controller.signal.aborted) controller.abort(reasonOf(name));
  };
  for (const name of SIGNALS) process.on(name, interrupt);
  const stop = (): void => {
    for (const name of SIGNALS) process.off(name, interrupt);
  };
  return { signal: controller.signal, stop };
}
