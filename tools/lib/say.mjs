// @ts-check

/** @typedef {(line: string) => void} Say */

/**
 * One plain line about what is going on, on standard error: standard output belongs to the program that is prepared.
 * @type {Say}
 */
export const say = (line) => {
  process.stderr.write(`${line}\n`);
};

/** @param {number} startedAt as `Date.now()` gave it */
export function elapsedSince(startedAt) {
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
