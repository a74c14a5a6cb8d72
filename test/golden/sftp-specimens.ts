import { aPart } from '../sources/telemessage-sftp/fixture.js';
import { housePng } from './pictures.js';
import { contactCard, sentFiles, type SentFile } from './sent-files.js';
import { fromClara, sftpRefused, sftpSpecimen, toGroup } from './sftp-emls.js';
import type { Refused, Specimen } from './specimen.js';

const OFFER = 'Hello Clara, the house is 5,000 € cheaper until Friday.\r\nShall I send the papers?';
const PEOPLE = 'from 447700900123 to 4917604069012';
const house = housePng();
const picture = aPart('IMG-20260303-WA0001.png', house, { type: 'image/png' });

function typed(type: string, what: string, who = PEOPLE) {
  return { 'X-TELEMESSAGE-MessageType': type, Subject: `WhatsApp ${what} ${who}` };
}

function filePart({ fileName, bytes, contentType }: SentFile) {
  return aPart(fileName, bytes, { type: contentType });
}

/** A body of HTML, with the parts that it shows. */
function related(html: string, ...parts: string[]) {
  const all = [`Content-Type: text/html; charset=utf-8\r\n\r\n${html}`, ...parts];
  return {
    headers: { 'Content-Type': 'multipart/related; boundary="related"' },
    text: `${all.map((part) => `--related\r\n${part}\r\n`).join('')}--related--`,
  };
}

const messages = [
  sftpSpecimen({ name: 'message', kind: 'message' }, { text: OFFER }),
  sftpSpecimen({ name: 'group-message', kind: 'message in a group' }, { headers: toGroup, text: OFFER }),
  sftpSpecimen(
    { name: 'html', kind: 'message in HTML alone', comparedWith: 'message' },
    related('<p>Hello <b>Clara</b>, the house is 5,000 &euro; cheaper.</p>'),
  ),
  sftpSpecimen({ name: 'reply', kind: 'reply' }, { text: OFFER }),
  sftpSpecimen({ name: 'forward', kind: 'forwarded message' }, { text: OFFER }),
  sftpSpecimen(
    { name: 'edit', kind: 'edit' },
    { headers: typed('edit', 'Edited Message'), text: 'The house is 5,000 € cheaper.' },
  ),
  ...(
    [
      ['read', 'DELETED =?utf-8?Q?=E2=80=93?= READ =?utf-8?Q?=E2=80=93?=', 'deletion'],
      ['unread', 'DELETED - UNREAD -', 'deletion of an unread message'],
      ['for all', 'DELETED For All - UNKNOWN', 'deletion'],
      ['for me', 'DELETED For Me - UNKNOWN', 'deletion that repeats the text'],
    ] as const
  ).map(async ([state, prefix, comparedWith]) =>
    sftpSpecimen(
      { name: `deletion-${state.replace(' ', '-')}`, kind: `deletion, ${state}`, comparedWith },
      {
        headers: { ...toGroup, Subject: `${prefix} ${toGroup.Subject}` },
        text: 'The house is 50.000 € cheaper.',
      },
    ),
  ),
  sftpSpecimen(
    { name: 'reaction', kind: 'reaction' },
    { headers: { ...fromClara, ...typed('reaction', 'Reaction') }, text: 'Reacted with 👍🏽' },
  ),
  sftpSpecimen(
    { name: 'reaction-taken-back', kind: 'reaction taken back' },
    { headers: { ...fromClara, ...typed('reaction', 'Reaction') }, text: 'Removed the reaction' },
  ),
  sftpSpecimen({ name: 'correction', kind: 'record corrected by the source' }, { text: OFFER }),
];

const files = [
  sftpSpecimen({ name: 'image', kind: 'image' }, { text: 'This is the house.', parts: [picture] }),
  sftpSpecimen(
    { name: 'image-inline', kind: 'image within the text', comparedWith: 'image' },
    related(
      '<p>This is the house.</p><img src="cid:house@telemessage.example">',
      `Content-ID: <house@telemessage.example>\r\n${picture.replace(': attachment', ': inline')}`,
    ),
  ),
  ...sentFiles.map(async (file) =>
    sftpSpecimen(
      { name: file.name, kind: file.kind },
      { headers: fromClara, text: '', parts: [filePart(file)] },
    ),
  ),
  sftpSpecimen(
    { name: 'lost-file', kind: 'file that the source has lost' },
    {
      text: '',
      parts: [
        aPart('Gone.pdf', Buffer.alloc(0), { type: 'application/pdf', size: 4_010 }),
        aPart('house.png', house, { type: 'image/png' }),
      ],
    },
  ),
];

/** Worded as our sandbox words them: nobody publishes how a drop does. */
const told = [
  sftpSpecimen(
    { name: 'contacts', kind: 'contacts' },
    {
      headers: { 'X-TELEMESSAGE-MessageType': 'contact' },
      text: 'Contact: Emil Engineer +447700900789',
      parts: [filePart(contactCard)],
    },
  ),
  sftpSpecimen(
    { name: 'location', kind: 'location' },
    {
      headers: { ...fromClara, 'X-TELEMESSAGE-MessageType': 'location' },
      text: 'Location: 51.5034, -0.1276\r\nThe house\r\n1 Example Street, London',
    },
  ),
  sftpSpecimen(
    { name: 'poll', kind: 'poll' },
    {
      headers: { ...toGroup, 'X-TELEMESSAGE-MessageType': 'poll' },
      text: 'Poll: When do we show the house?\r\n- Thursday\r\n- Friday\r\n- Never',
    },
  ),
  sftpSpecimen(
    { name: 'call', kind: 'call', comparedWith: 'call, answered' },
    { headers: typed('call', 'Call'), text: 'Status: answered\r\nDuration: 3723 s' },
  ),
  sftpSpecimen(
    { name: 'group-event', kind: 'group event', comparedWith: 'group event, participant-removed' },
    {
      headers: { ...toGroup, ...typed('group-event', 'Group Event', 'from 447700900123 to Sales Group') },
      text: 'Removed: Clara Client',
    },
  ),
  sftpSpecimen(
    { name: 'unknown-kind', kind: 'any other kind of record' },
    { headers: { 'X-TELEMESSAGE-MessageType': 'channel-post' }, text: 'We are hiring!' },
  ),
];

/** What a drop brings, one specimen a kind. */
export const sftpSpecimens: readonly Specimen[] = await Promise.all([...messages, ...files, ...told]);

/** What a drop brings and is reported. */
export const sftpRefusals: readonly Refused[] = await Promise.all([
  sftpRefused('another network', { headers: { 'X-TELEMESSAGE-Network': 'Signal' } }),
  sftpRefused('time that is none', { headers: { Date: 'Tue, 03 Mar 2026 at noon' } }),
  sftpRefused('encrypted, without its key', { headers: { 'X-TELEMESSAGE-ENC-DATAKEY': 'c2VhbGVk' } }),
]);
