import { audit } from './audit.js';
import { common, refusals, states } from './common.js';
import { connector } from './connector.js';
import { connectors } from './connectors.js';
import { health } from './health.js';
import { people } from './people.js';
import { run } from './run.js';
import { signIn } from './sign-in.js';

export const en = {
  tag: 'en',
  common,
  refusals,
  states,
  audit,
  connector,
  connectors,
  health,
  people,
  run,
  signIn,
};
