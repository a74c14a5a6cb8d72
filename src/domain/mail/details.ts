import type { Call, Item } from '../item.js';
import { personLine } from './people.js';
import { duration, section, utc, type Section } from './rows.js';

/** The item that this one answers, edits, deletes or reacts to. */
export function targetOf(item: Item): string | undefined {
  return (
    item.edit?.editedItemId ??
    item.deletion?.deletedItemId ??
    item.reaction?.targetItemId ??
    item.quotedItemId
  );
}

/** What an item holds besides text and attachments. */
export function detailsOf({ reaction, call, groupEvent, location, contacts, poll }: Item): Section[] {
  const sections = [
    reaction && section('Reaction', [['Emoji', [reaction.emoji || 'taken back']]]),
    call && callSection(call),
    groupEvent && groupEventSection(groupEvent),
    location && locationSection(location),
    contacts && contactsSection(contacts),
    poll && pollSection(poll),
  ];
  return sections.filter((details) => details !== undefined);
}

function callSection(call: Call): Section {
  return section('Call', [
    ['Kind', [call.media]],
    ['Outcome', [call.status]],
    ['Started', [utc(call.startTime)]],
    ['Ended', [call.endTime === undefined ? '' : utc(call.endTime)]],
    ['Duration', [call.durationSeconds === undefined ? '' : duration(call.durationSeconds)]],
    ['Call', [call.callId]],
  ]);
}

function groupEventSection(event: NonNullable<Item['groupEvent']>): Section {
  return section('Group event', [
    ['Event', [event.type]],
    ['People', (event.participants ?? []).map(personLine)],
    ['New name', [event.newName ?? '']],
  ]);
}

function locationSection(place: NonNullable<Item['location']>): Section {
  return section('Location', [
    ['Name', [place.name ?? '']],
    ['Address', [place.address ?? '']],
    ['Latitude', [String(place.latitude)]],
    ['Longitude', [String(place.longitude)]],
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
