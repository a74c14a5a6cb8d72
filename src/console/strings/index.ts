import { de } from './de/index.js';
import { en } from './en/index.js';
import type { Strings } from './strings.js';

export type { Strings } from './strings.js';

export const LANGUAGES = { en, de } satisfies Record<string, Strings>;

export type Language = keyof typeof LANGUAGES;
