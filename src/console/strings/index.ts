import { de } from './de/index.js';
import { en } from './en/index.js';

/** Everything that the console says, in one language. `tag` is its BCP 47 tag, by which numbers and dates are written. */
export type Strings = typeof en;

export const LANGUAGES = { en, de } satisfies Record<string, Strings>;

export type Language = keyof typeof LANGUAGES;
