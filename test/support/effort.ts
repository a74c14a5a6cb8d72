import assert from 'node:assert/strict';

const YARDSTICK_NUMBERS = 400_000;

let yardstick: Promise<number> | undefined;

/**
 * Rejects where `work` takes more of the processor than so many `yardsticks`, each a plain piece of work of about a third
 * of a second: a bound that holds on a machine of any speed, whatever else runs on it.
 */
export async function assertWithin(yardsticks: number, work: () => unknown, what = ''): Promise<void> {
  yardstick ??= effortOf(sortNumbers);
  const yardstickMs = await yardstick;
  const effortMs = await effortOf(work);
  assert.ok(
    effortMs < yardsticks * yardstickMs,
    `${what} took ${(effortMs / yardstickMs).toFixed(1)} yardsticks`,
  );
}

/** In milliseconds of the processor that this process has used, of which a busy machine makes hardly more. */
async function effortOf(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

function sortNumbers(): void {
  let seed = 1;
  const numbers = Array.from({ length: YARDSTICK_NUMBERS }, () => (seed = (seed * 48_271) % 2_147_483_647));
  numbers.sort((one, other) => one - other);
}
