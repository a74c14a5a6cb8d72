import { setTimeout as delay } from 'node:timers/promises';

const ASK_EVERY_MS = 10;

/** Resolves once `isTrue` is; rejects with `what` was waited for when that takes longer than `timeoutMs`. */
export async function until(
  what: string,
  isTrue: () => boolean | Promise<boolean>,
  timeoutMs = 120_000,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await isTrue())) {
    if (Date.now() > deadline) throw new Error(`Waited ${timeoutMs} ms in vain for ${what}.`);
    await delay(ASK_EVERY_MS);
  }
}
