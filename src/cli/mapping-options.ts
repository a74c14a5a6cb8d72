import type { MappingChoices } from '../operations/mapping-refusal.js';
import type { Actor } from '../operations/means.js';
import { authorOf } from './words.js';

/** What an admin says to a change of the mapping; `by` is who changes it. */
export interface MappingOptions extends MappingChoices {
  by?: string;
}

/** Who makes a change from here: `--by`, else the user of the operating system. Rejects as `authorOf`. */
export function actorOf(options: { by?: string }): Actor {
  return { name: authorOf(options), via: 'command line' };
}
