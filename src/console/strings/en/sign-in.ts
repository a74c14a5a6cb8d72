/** Signing out. */
export const signIn = {
  signingOut: 'Signing out',
  signingOutLead: 'You are signed out of this console. Your organisation’s sign-in follows by itself.',
  goOn: 'Go on',
  signedOut: 'Signed out',
  signedOutLead: 'You are signed out of this console.',
};
