import { common, refusals, states } from './common.js';
import { connector } from './connector.js';
import { connectors } from './connectors.js';
import { run } from './run.js';

export const en = { tag: 'en', common, refusals, states, connector, connectors, run };
