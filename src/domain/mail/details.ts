import type { Call, Item } from '../item.js';
import type { Clock } from './clock.js';
import { personLine } from './people.js';
import { duration, section, type Section } from './rows.js';

/** What an item holds besides text and attachments, and what a sentence does not say. */
export function detailsOf(item: Item, clock: Clock): Section[] {
  const { call, groupEvent, location, contacts, poll } = item;
  const sections = [
    call && callSection(call, clock),
    groupEvent && groupEventSection(groupEvent),
    location && locationSection(location),
    contacts && contactsSection(contacts),
    poll && pollSection(poll),
  ];
  return sections.filter((details) => details !== undefined);
}

function callSection(call: Call, clock: Clock): Section {
  return section('Call', [
    ['Kind', [call.media]],
    ['Outcome', [call.status]],
    ['Started', [clock(call.startTime)]],
    ['Ended', [call.endTime === undefined ? '' : clock(call.endTime)]],
    ['Duration', [call.durationSeconds === undefined ? '' : duration(call.durationSeconds)]],
    ['Call', [call.callId]],
  ]);
}

/** What the source gives for any other event under the same key is no name. */
const RENAMES: ReadonlySet<string> = new Set(['created', 'renamed', 'name-changed']);

function groupEventSection(event: NonNullable<Item['groupEvent']>): Section {
  return section('Group event', [
    ['Event', [event.type]],
    ['People', (event.participants ?? []).map(personLine)],
    [RENAMES.has(event.type) ? 'New name' : 'New value', [event.newName ?? '']],
  ]);
}

/** The map's address is text: a link would have a reader's program ask a stranger's server. */
function locationSection(place: NonNullable<Item['location']>): Section {
  const { name = '', address = '', latitude, longitude } = place;
  return section('Location', [
    ['Name', [name]],
    ['Address', [address]],
    ['Latitude', [String(latitude)]],
    ['Longitude', [String(longitude)]],
    ['Map', [`https://maps.google.com/?q=${latitude},${longitude}`]],
  ]);
}

function contactsSection(contacts: NonNullable<Item['contacts']>): Section {
  const entries = contacts.map(
    ({ name = '', phoneNumbers = [] }) => ['Contact', [name, ...phoneNumbers]] as const,
  );
  return section('Contacts', entries);
}

function pollSection(poll: NonNullable<Item['poll']>): Section {
  return section('Poll', [
    ['Question', [poll.question]],
    ['Options', poll.options.map((option, index) => `${index + 1}. ${option}`)],
  ]);
}
