import type { Item } from '../item.js';
import { cleanLine } from './clean-text.js';
import { peopleLine } from './people.js';

/** What an event names; `whom` and `name` (in quotation marks) are empty where it does not. */
interface Named {
  who: string;
  whom: string;
  name: string;
}

/** With and without the prefix that some sources put before people's comings and goings. */
const SENTENCES: [types: string[], sentence: (named: Named) => string][] = [
  [['created'], ({ who, name }) => `${who} created the group ${name}`],
  [['added', 'participant-added'], ({ who, whom }) => `${who} added ${whom || 'somebody'}`],
  [['joined', 'participant-joined'], ({ who, whom }) => `${whom || who} joined the group`],
  [['removed', 'participant-removed'], ({ who, whom }) => `${who} removed ${whom || 'somebody'}`],
  [['left', 'participant-left'], ({ who, whom }) => `${whom || who} left the group`],
  [['promoted', 'participant-promoted'], ({ who, whom }) => `${who} made ${whom || 'somebody'} an admin`],
  [
    ['demoted', 'participant-demoted'],
    ({ who, whom }) => `${who} made ${whom || 'somebody'} an admin no longer`,
  ],
  [['renamed', 'name-changed'], ({ who, name }) => `${who} renamed the group to ${name}`],
  [['icon-changed'], ({ who }) => `${who} changed the picture of the group`],
  [['description-changed'], ({ who }) => `${who} changed the description of the group`],
  [['disappearing-messages'], ({ who, name }) => `${who} set disappearing messages to ${name || 'off'}`],
  [['deleted'], ({ who }) => `${who} deleted the group`],
];

const BY_TYPE = new Map(
  SENTENCES.flatMap(([types, sentence]) => types.map((type) => [type, sentence] as const)),
);

/** The event as a sentence; of a type that we have no words for, the type as the source wrote it. */
export function groupEventStatement(who: string, event: NonNullable<Item['groupEvent']>): string {
  const { type, participants = [], newName = '' } = event;
  const whom = peopleLine(participants);
  const name = cleanLine(newName) === '' ? '' : `“${cleanLine(newName)}”`;
  const sentence = BY_TYPE.get(type);
  if (sentence !== undefined) return `${sentence({ who, whom, name }).trim()}.`;
  const rest = [cleanLine(type), whom, name].filter((part) => part !== '');
  return `${who}: ${rest.join(', ')}.`;
}
