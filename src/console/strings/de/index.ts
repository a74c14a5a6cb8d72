import type { Strings } from '../index.js';
import { common, refusals, states } from './common.js';
import { connectors } from './connectors.js';
import { health } from './health.js';
import { people } from './people.js';
import { run } from './run.js';

export const de: Strings = { tag: 'de', common, refusals, states, connectors, health, people, run };
