/** What stands on every page. */
export const common = {
  product: 'WhatsApp Archiver',
  navigation: 'Pages',
  skip: 'Skip to the page',
  connectors: 'Data connectors',
  health: 'Health',
  audit: 'Audit log',
  signOut: 'Sign out',
  signedInAs: (name: string) => `Signed in as ${name}`,
  back: 'Back',
  cancel: 'Cancel',
  save: 'Save',
  none: 'None',
  never: 'Never',
  justNow: 'Just now',
  loading: 'Loading',
};

/** Why a page is not shown. Each with what to do. */
export const refusals = {
  otherHost: 'This address is not the console’s own. Open it by the address that it printed when it started.',
  otherOrigin: 'The change did not come from a page of this console. Open the page again and repeat it.',
  notSignedIn: 'Sign in to see this page.',
  notAllowed: 'Your roles do not allow this. Ask whoever gives out the roles of the console.',
  notFound: 'There is no such page. It may have been removed, or the address is wrong.',
  tooLarge: 'What was sent is larger than the console takes.',
  tooMany: 'Too many requests. Wait a minute, then try again.',
  unexpected: 'Something went wrong. The log of the console says more.',
};

/** States in the words of the report. */
export const states = {
  running: 'Running',
  paused: 'Paused',
  completed: 'Completed',
  'completed-with-failures': 'Completed with failures',
  incomplete: 'Incomplete',
  failed: 'Failed',
  canceled: 'Canceled',
  terminated: 'Terminated',
  inconsistent: 'Inconsistent',
  waiting: 'Waiting',
};
