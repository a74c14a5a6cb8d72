import { checks } from './checks.js';

/** The health page: what `doctor` finds. */
export const health = {
  title: 'Health',
  lead: 'Everything outside that archiving rests on: whether it is there, whether it lets us in, and what to do where it does not.',
  connector: 'Connector',
  all: 'All connectors',
  check: 'Check',
  checking: 'Checking; this takes half a minute at most.',
  found: (good: string, bad: string, unknown: string) => `${good} good · ${bad} bad · ${unknown} unknown`,
  states: { good: 'Good', bad: 'Bad', unknown: 'Unknown' },
  wait: 'Check and wait for all of it',
  state: 'State',
  what: 'Checked',
  detail: 'Found',
  nothingToDo: 'Nothing',
  openReport: 'Open the report, which says what to do:',
  checks,
  areas: {
    settings: 'Settings',
    temporal: 'Temporal',
    storage: 'Storage',
    source: 'TeleMessage',
    graph: 'Microsoft 365',
    mapping: 'Mapping',
  },
};
