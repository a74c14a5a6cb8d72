import type { Strings } from '../strings.js';
import { common, notices, refusals, states } from './common.js';
import { connector } from './connector.js';
import { audit } from './audit.js';
import { connectors } from './connectors.js';
import { edit } from './edit.js';
import { health } from './health.js';
import { login } from './login.js';
import { microsoft365 } from './microsoft365.js';
import { people } from './people.js';
import { product } from './product.js';
import { loginSteps, reasonPlaces, reasonSteps } from './reason-steps.js';
import { reasons } from './reasons.js';
import { review } from './review.js';
import { run } from './run.js';
import { schedule } from './schedule.js';
import { sentences } from './sentences.js';
import { signIn } from './sign-in.js';
import { terms } from './terms.js';
import { userMapping } from './user-mapping.js';
import { wizard } from './wizard.js';

export const de: Strings = {
  tag: 'de',
  common,
  notices,
  refusals,
  states,
  audit,
  connector,
  connectors,
  edit,
  health,
  login,
  microsoft365,
  people,
  product,
  loginSteps,
  reasonPlaces,
  reasons,
  reasonSteps,
  review,
  run,
  schedule,
  sentences,
  signIn,
  terms,
  userMapping,
  wizard,
};
