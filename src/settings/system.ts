import type { Given, Values } from './schema.js';

/** What programs are told of one outside system. */
export interface System<T> {
  names: readonly (keyof Values)[];
  /** What is missing or does not go together, each with its name and never with its value. */
  faults(given: Given): string[];
  /** Undefined where something is missing, which is one of its faults then. */
  build(values: Values): T | undefined;
}

/** The fault of a setting that is not set; none where it is. */
export function missing(given: Given, name: keyof Given, meaning: string): string[] {
  return given[name] === undefined ? [`${name} is missing (${meaning})`] : [];
}
