import { common, refusals, states } from './common.js';
import { connectors } from './connectors.js';
import { people } from './people.js';
import { run } from './run.js';

export const en = { tag: 'en', common, refusals, states, connectors, people, run };
