import type { Strings } from '../strings/index.js';

export type StateName = keyof Strings['states'];

const LOOKS: Record<StateName, 'good' | 'bad' | 'warn' | 'busy' | 'quiet'> = {
  running: 'busy',
  paused: 'warn',
  completed: 'good',
  'completed-with-failures': 'warn',
  incomplete: 'warn',
  failed: 'bad',
  canceled: 'quiet',
  terminated: 'bad',
  inconsistent: 'bad',
  waiting: 'quiet',
};

/** Whether a word of the report is one of the states that we have a word for. */
export function isStateName(text: string, states: Strings['states']): text is StateName {
  return Object.hasOwn(states, text);
}

/** A state as a word in a badge: never by its color alone. */
export function State({ name, strings }: { name: StateName; strings: Strings }) {
  return <span class={`state ${LOOKS[name]}`}>{strings.states[name]}</span>;
}
