import { housePng } from './pictures.js';
import { bytesOf, sentFiles, type SentFile } from './sent-files.js';
import { anna, ben, clara, dora, fileRecord, group, siteRefused, siteSpecimen } from './site-records.js';
import type { Refused, Specimen } from './specimen.js';

const OFFER = 'Hello Clara, the house is 5,000 € cheaper until Friday.\nShall I send the papers?';
const QUESTION = {
  itemId: '3EB0QUESTION',
  messageTime: '2026-03-03T09:11:05Z',
  direction: 'inbound',
  sender: clara,
  recipients: [anna],
  text: 'What does the house cost now?\nAnd is the garden included?',
};
const MISTAKE = {
  itemId: '3EB0MISTAKE',
  messageTime: '2026-03-03T09:12:40Z',
  text: 'The house is 50.000 € cheaper.',
};
const toGroup = { thread: group, recipients: [ben, clara, dora] };
const fromClara = { direction: 'inbound', sender: clara, recipients: [anna] };

function withFile({ name, kind, fileName, contentType, bytes }: SentFile): Specimen {
  const attachments = [fileRecord(fileName, contentType, bytes, { kind: name })];
  return siteSpecimen({ name, kind, files: [bytes] }, { ...fromClara, attachments });
}

const messages: Specimen[] = [
  siteSpecimen({ name: 'message', kind: 'message' }, { text: OFFER }),
  siteSpecimen({ name: 'group-message', kind: 'message in a group' }, { ...toGroup, text: OFFER }),
  siteSpecimen(
    { name: 'reply', kind: 'reply', answers: QUESTION },
    { text: OFFER, quotedItemId: '3EB0QUESTION' },
  ),
  siteSpecimen(
    { name: 'reply-to-unknown', kind: 'reply to what is not archived' },
    { text: OFFER, quotedItemId: '3EB0BEFORE' },
  ),
  siteSpecimen({ name: 'forward', kind: 'forwarded message' }, { text: OFFER, forwarded: true }),
  siteSpecimen(
    { name: 'edit', kind: 'edit', answers: MISTAKE },
    { recordType: 'edit', text: 'The house is 5,000 € cheaper.', edit: { editedItemId: '3EB0MISTAKE' } },
  ),
  siteSpecimen(
    {
      name: 'deletion',
      kind: 'deletion',
      answers: {
        ...MISTAKE,
        attachments: [
          fileRecord('plan.pdf', 'application/pdf', bytesOf('%PDF-1.7\n', 10), { kind: 'document' }),
        ],
      },
    },
    {
      recordType: 'deletion',
      deletion: { deletedItemId: '3EB0MISTAKE', deletedFor: 'everyone', readState: 'read' },
    },
  ),
  siteSpecimen(
    { name: 'deletion-unread', kind: 'deletion of an unread message' },
    {
      recordType: 'deletion',
      deletion: { deletedItemId: '3EB0BEFORE', deletedFor: 'everyone', readState: 'unread' },
    },
  ),
  siteSpecimen(
    { name: 'deletion-with-text', kind: 'deletion that repeats the text' },
    {
      recordType: 'deletion',
      text: 'The house is 50.000 € cheaper.',
      deletion: { deletedItemId: '3EB0BEFORE', deletedFor: 'me', readState: 'unknown' },
    },
  ),
  siteSpecimen(
    { name: 'reaction', kind: 'reaction', answers: { text: OFFER, itemId: '3EB0OFFER' } },
    { ...fromClara, recordType: 'reaction', reaction: { targetItemId: '3EB0OFFER', emoji: '👍🏽' } },
  ),
  siteSpecimen(
    {
      name: 'reaction-taken-back',
      kind: 'reaction taken back',
      answers: { text: OFFER, itemId: '3EB0OFFER' },
    },
    { ...fromClara, recordType: 'reaction', reaction: { targetItemId: '3EB0OFFER' } },
  ),
  siteSpecimen({ name: 'correction', kind: 'record corrected by the source' }, { text: OFFER, revision: 2 }),
];

const house = housePng();

const files: Specimen[] = [
  siteSpecimen(
    { name: 'image', kind: 'image', files: [house] },
    {
      text: 'This is the house.',
      attachments: [
        fileRecord('IMG-20260303-WA0001.png', 'image/png', house, {
          kind: 'image',
          caption: 'From the south',
        }),
      ],
    },
  ),
  ...sentFiles.map(withFile),
  siteSpecimen(
    { name: 'lost-file', kind: 'file that the source has lost', files: [null, house] },
    {
      attachments: [
        fileRecord('Gone.pdf', 'application/pdf', bytesOf('%PDF-1.4\n', 4000), { kind: 'document' }),
        fileRecord('house.png', 'image/png', house, { kind: 'image' }),
      ],
    },
  ),
];

const shared: Specimen[] = [
  siteSpecimen(
    { name: 'contacts', kind: 'contacts' },
    {
      contacts: [
        { name: 'Emil Engineer; Müller, Sons', phoneNumbers: ['+44 7700 900789', '+49 30 23125012'] },
        { phoneNumbers: ['+1 202 555 0199'] },
      ],
    },
  ),
  siteSpecimen(
    { name: 'location', kind: 'location' },
    {
      ...fromClara,
      location: {
        latitude: 51.5034,
        longitude: -0.1276,
        name: 'The house',
        address: '1 Example Street, London',
      },
    },
  ),
  siteSpecimen(
    { name: 'poll', kind: 'poll' },
    {
      ...toGroup,
      poll: { question: 'When do we show the house?', options: ['Thursday', 'Friday 🌤️', 'Never'] },
    },
  ),
];

const voiceCall = { callId: 'call-71', media: 'voice', startTime: '2026-03-03T09:15:27Z' };

const events: Specimen[] = [
  siteSpecimen(
    { name: 'call-answered', kind: 'call, answered' },
    {
      recordType: 'call',
      call: { ...voiceCall, status: 'answered', endTime: '2026-03-03T10:17:30Z', durationSeconds: 3723 },
    },
  ),
  ...(['missed', 'rejected', 'busy', 'failed'] as const).map((status) =>
    siteSpecimen(
      { name: `call-${status}`, kind: `call, ${status}` },
      { ...fromClara, recordType: 'call', call: { ...voiceCall, media: 'video', status } },
    ),
  ),
  ...(
    [
      ['created', { newName: 'Sales Group' }],
      ['participant-added', { participants: [clara, dora] }],
      ['participant-removed', { participants: [clara] }],
      ['participant-left', {}],
      ['participant-promoted', { participants: [ben] }],
      ['name-changed', { newName: 'Sales EMEA 🏡' }],
      ['disappearing-messages', { newName: '90 days' }],
    ] as const
  ).map(([type, event]) =>
    siteSpecimen(
      { name: `group-${type}`, kind: `group event, ${type}` },
      { ...toGroup, recordType: 'group-event', groupEvent: { type, ...event } },
    ),
  ),
  siteSpecimen(
    { name: 'unknown-kind', kind: 'any other kind of record' },
    { recordType: 'channel-post', text: 'We are hiring!', reach: { views: 1200, countries: ['GB', 'DE'] } },
  ),
];

/** What the archive site lists and is reported. */
export const siteRefusals: readonly Refused[] = [
  siteRefused('another network', { network: 'Signal' }),
  siteRefused('time that is none', { messageTime: '2026-03-03 at noon' }),
];

/** What the archive site delivers, one specimen a kind. */
export const siteSpecimens: readonly Specimen[] = [...messages, ...files, ...shared, ...events];
