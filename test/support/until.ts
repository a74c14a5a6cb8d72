import { setTimeout as delay } from 'node:timers/promises';

const ASK_EVERY_MS = 10;
/** What asks a server, or starts a process to ask, is to be a small part of what the machine does meanwhile. */
const SHARE_OF_ASKING = 1 / 5;
const MAX_WAIT_MS = 500;

/** Resolves once `isTrue` is; rejects with `what` was waited for when that takes longer than `timeoutMs`. */
export async function until(
  what: string,
  isTrue: () => boolean | Promise<boolean>,
  timeoutMs = 120_000,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const askedAt = Date.now();
    if (await isTrue()) return;
    if (Date.now() > deadline) throw new Error(`Waited ${timeoutMs} ms in vain for ${what}.`);
    await delay(waitAfter(Date.now() - askedAt));
  }
}

/** How long to wait after asking took so long. */
function waitAfter(askingMs: number): number {
  return Math.min(Math.max(ASK_EVERY_MS, askingMs / SHARE_OF_ASKING), MAX_WAIT_MS);
}
