/** In a far side: tells the case, answers it later on, and ends with it. */
export function serve(
  told: object,
  { ask, close }: { ask?: () => unknown; close: () => Promise<void> },
): void {
  // Ctrl-C reaches every process of the terminal; the case's end is then ours, in good order.
  process.on('SIGINT', () => undefined);
  const end = (): void => void close().then(() => process.exit());
  if (!process.connected) return end();
  process.once('disconnect', end);
  process.on('message', () => process.send?.(ask?.()));
  process.send?.(told);
}
