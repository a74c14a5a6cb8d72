import { housePng } from './pictures.js';
import { anna, ben, clara, dora, fileRecord, group, siteSpecimen } from './site-records.js';
import type { Specimen } from './specimen.js';

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

/** A file of so many bytes: what begins as its format does, and goes on the same every time. */
function bytesOf(magic: string, size: number): Buffer {
  return Buffer.concat([Buffer.from(magic, 'latin1'), Buffer.alloc(size, 'whatsapp-archiver ')]);
}

function withFile(kind: string, fileName: string, contentType: string, bytes: Buffer): Specimen {
  const attachments = [fileRecord(fileName, contentType, bytes, { kind })];
  return siteSpecimen(
    { name: kind, kind: kindNames[kind] ?? kind, files: [bytes] },
    { ...fromClara, attachments },
  );
}

const kindNames: Record<string, string> = {
  voice: 'voice note',
  audio: 'audio file',
  'contact-card': 'contact card (a file)',
};

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
  withFile('video', 'VID-20260303-WA0002.mp4', 'video/mp4', bytesOf('\0\0\0\x18ftypmp42', 900)),
  withFile('voice', 'PTT-20260303-WA0003.opus', 'audio/ogg; codecs=opus', bytesOf('OggS\0\x02', 700)),
  withFile('audio', 'AUD-20260303-WA0004.m4a', 'audio/mp4', bytesOf('\0\0\0\x18ftypM4A ', 600)),
  withFile('document', 'Offer.pdf', 'application/pdf', bytesOf('%PDF-1.7\n', 800)),
  withFile('sticker', 'STK-20260303-WA0005.webp', 'image/webp', bytesOf('RIFF\xf8\x07\0\0WEBPVP8 ', 300)),
  withFile(
    'contact-card',
    'Emil Engineer.vcf',
    'text/vcard',
    Buffer.from('BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Emil Engineer\r\nTEL:+44 7700 900789\r\nEND:VCARD\r\n'),
  ),
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

/** What the archive site delivers, one specimen a kind. */
export const siteSpecimens: readonly Specimen[] = [...messages, ...files, ...shared, ...events];
