import type { Strings } from '../index.js';
import { common, refusals, states } from './common.js';
import { connector } from './connector.js';
import { connectors } from './connectors.js';
import { run } from './run.js';

export const de: Strings = { tag: 'de', common, refusals, states, connector, connectors, run };
