import type { en } from './en/index.js';

/** Everything that the console says, in one language. `tag` is its BCP 47 tag, by which numbers and dates are written. */
export type Strings = typeof en;
