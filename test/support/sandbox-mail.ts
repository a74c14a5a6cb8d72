import { ANNA, type Answer } from './sandbox-tenant.js';

export const MESSAGES = `/users/${ANNA}/messages`;
export const KEY = 'String {8ECCC264-6880-4EBE-992F-8888D2EEAA1D} Name ArchiverMarker';
export const IMMUTABLE = { prefer: 'IdType="ImmutableId"' };

/** A create's body that makes a mail which is no draft; `changes` replace whole properties. */
export const importable = (changes: object = {}): object => ({
  subject: 'WhatsApp Message from 447700900123',
  body: { contentType: 'html', content: '<p>Hello</p>' },
  from: { emailAddress: { name: 'Carla', address: '447700900123@whatsapp.invalid' } },
  toRecipients: [{ emailAddress: { name: 'Anna', address: ANNA } }],
  internetMessageId: '<abc+1@whatsapp.invalid>',
  internetMessageHeaders: [{ name: 'x-archiver-thread', value: 't-1' }],
  singleValueExtendedProperties: [
    { id: 'Integer 0x0E07', value: '1' },
    { id: 'SystemTime 0x0E06', value: '2026-11-19T08:30:00.250Z' },
    { id: 'SystemTime 0x0039', value: '2026-11-19T09:30:00+01:00' },
    { id: 'String 0x001A', value: 'IPM.ExternalData.WhatsAppArchiver' },
    { id: KEY, value: 'MarkerOne' },
  ],
  attachments: [file('hello.txt', Buffer.from('hello'))],
  ...changes,
});

/** A file attachment as a create carries it. */
export function file(name: string, bytes: Buffer): object {
  return {
    '@odata.type': '#microsoft.graph.fileAttachment',
    name,
    contentBytes: bytes.toString('base64'),
    contentType: 'text/plain',
  };
}

export const where = (filter: string): string => `$filter=${encodeURIComponent(filter)}`;
export const byKey = (value: string, id = KEY): string =>
  where(`singleValueExtendedProperties/Any(ep: ep/id eq '${id}' and ep/value eq '${value}')`);
export const property = (id: string, value: unknown): object =>
  importable({ singleValueExtendedProperties: [{ id, value }] });
/** Status and Graph's code. */
export const refusal = ({ status, json }: Answer): unknown[] => [status, json.error?.code];
