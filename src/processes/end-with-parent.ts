/**
 * Arguments of Node under which a forked process does not outlive us: the channel to us closes when we close it and also
 * when we are killed; the process then ends as on SIGTERM, and at once where that has taken it `timeoutMs`.
 */
export function endingWithParent(timeoutMs: number): string[] {
  const script = `process.once('disconnect', () => {
    setTimeout(() => process.exit(1), ${timeoutMs}).unref();
    process.kill(process.pid, 'SIGTERM');
  });
  // To be listened to must not keep alive what has nothing else to do.
  process.channel?.unref();
  // Nobody reads what it says at its end, and its pipes say so: that must not end it before it has saved what it holds.
  for (const pipe of [process.stdout, process.stderr]) pipe.on('error', () => {});`;
  return ['--import', `data:text/javascript,${encodeURIComponent(script)}`];
}
