import { common, refusals, states } from './common.js';
import { connectors } from './connectors.js';
import { health } from './health.js';
import { people } from './people.js';
import { run } from './run.js';

export const en = { tag: 'en', common, refusals, states, connectors, health, people, run };
