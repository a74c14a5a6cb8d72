import type { Strings } from '../strings.js';

export const signIn: Strings['signIn'] = {
  signingOut: 'Abmeldung',
  signingOutLead:
    'Sie sind von dieser Konsole abgemeldet. Die Anmeldung Ihrer Organisation folgt von selbst.',
  goOn: 'Weiter',
  signedOut: 'Abgemeldet',
  signedOutLead: 'Sie sind von dieser Konsole abgemeldet.',
};
