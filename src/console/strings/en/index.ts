import { audit } from './audit.js';
import { common, refusals, states } from './common.js';
import { connectors } from './connectors.js';

export const en = { tag: 'en', common, refusals, states, audit, connectors };
