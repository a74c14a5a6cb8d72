/** What stands on every page. */
export const common = {
  notDone: 'This could not be done',
  product: 'WhatsApp Archiver',
  navigation: 'Pages',
  skip: 'Skip to the page',
  connectors: 'Data connectors',
  health: 'Health',
  audit: 'Audit log',
  signIn: 'Sign in',
  signInAnew: 'Sign in as somebody else',
  signOut: 'Sign out',
  signedInAs: (name: string) => `Signed in as ${name}`,
  back: 'Back',
  cancel: 'Cancel',
  save: 'Save',
  none: 'None',
  never: 'Never',
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

/** What the script of a page says where it cannot go on by itself. */
export const notices = {
  away: 'The console does not answer just now, so what you see may be out of date. The page keeps trying.',
  ended: 'Your session has ended: this page no longer keeps up.',
  stale: 'This page no longer keeps up.',
  load: 'Load it again',
  unsent:
    'Your session has ended. Nothing was sent, and what you typed is still here. Sign in in a new window, then send it again.',
  signInBeside: 'Sign in in a new window',
  unanswered:
    'The console does not answer just now. Nothing was sent, and what you typed is still here. Try again in a minute.',
};

/** Why a page is not shown. Each with what to do. */
export const refusals = {
  otherHost: {
    title: 'Wrong address',
    text: 'This address is not the console’s own. Open it by the address that it printed when it started.',
  },
  otherOrigin: {
    title: 'Not from this console',
    text: 'This did not come from a page of this console, so nothing was changed. Open the page here and repeat it.',
  },
  notSignedIn: { title: 'Sign in', text: 'Sign in to see this page.' },
  sessionEnded: {
    title: 'Your session has ended',
    text: 'Nothing was changed, and what you had typed was not kept. Sign in: you come back to the page and can send it again.',
  },
  signInUnreachable: {
    title: 'Nobody can sign in just now',
    text: 'The sign-in of your organisation does not answer. Try again in a minute. If it stays so, the log of the console says why.',
  },
  signInRefused: {
    title: 'Not signed in',
    text: 'The sign-in was canceled, or its answer did not hold. Sign in again. If it stays so, the log of the console says why.',
  },
  staleSignIn: {
    title: 'Not signed in',
    text: 'This sign-in was begun in another browser, took longer than ten minutes, or was used already. Sign in again.',
  },
  noRole: {
    title: 'No role',
    text: 'You have no role of this console. Ask the administrators of your organisation’s sign-in for one, or sign in as somebody else.',
  },
  tooManyGroups: {
    title: 'No role',
    text: 'You are in so many groups that the sign-in does not name them. Ask its administrators to give the roles of this console by app roles instead of groups.',
  },
  notAllowed: {
    title: 'Not allowed',
    text: 'Your roles do not allow this. Ask the administrators of your organisation’s sign-in. Roles hold from the next sign-in.',
  },
  notFound: {
    title: 'No such page',
    text: 'There is no such page. It may have been removed, or the address is wrong.',
  },
  noForm: { title: 'Not understood', text: 'The console takes forms only. Nothing was changed.' },
  malformed: {
    title: 'Not understood',
    text: 'What was sent is damaged. Nothing was changed. Send it again.',
  },
  tooLarge: {
    title: 'Too large',
    text: 'What was sent is larger than the console takes. Nothing was changed.',
  },
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
