/** What all steps of the wizard share. */
export const wizard = {
  title: 'Add a connector',
  stepsLabel: 'Steps of the set-up',
  steps: {
    terms: 'Terms of service',
    login: 'Login to TeleMessage',
    mapping: 'User mapping',
    microsoft365: 'Microsoft 365',
    schedule: 'Name and schedule',
    review: 'Review',
  },
  stepOf: (step: number, all: number) => `Step ${step} of ${all}`,
  done: 'done',
  next: 'Next',
  leave: 'Leave and go on later',
  discardTitle: 'Discard this set-up?',
  discardLead: (name: string) =>
    `${name}: what was typed, the mapping file and the secrets of the login are removed. No connector is touched.`,
  correct: 'Something has to be corrected',
};
