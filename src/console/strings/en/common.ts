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
  asTable: 'As a table',
  highest: 'Highest',
  pages: 'Pages',
  previous: 'Previous',
  next: 'Next',
  search: 'Search',
  showAll: 'Show all',
  nextStep: 'What to do',
};

/** Why a page is not shown. Each with what to do. */
export const refusals = {
  otherHost: {
    title: 'Another address',
    text: 'This address is not the console’s own. Open it by the address that it printed when it started.',
  },
  otherOrigin: {
    title: 'Not from here',
    text: 'The change did not come from a page of this console. Open the page again and repeat it.',
  },
  notSignedIn: { title: 'Signed out', text: 'Sign in to see this page.' },
  notAllowed: {
    title: 'Not allowed',
    text: 'Your roles do not allow this. Ask whoever gives out the roles of the console.',
  },
  notFound: { title: 'No such page', text: 'It may have been removed, or the address is wrong.' },
  tooLarge: { title: 'Too large', text: 'What was sent is larger than the console takes.' },
  tooMany: { title: 'Too many requests', text: 'Wait a minute, then try again.' },
  unexpected: { title: 'Something went wrong', text: 'The log of the console says more.' },
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
