import { housePng } from './pictures.js';
import { anna, clara, fileRecord, group, siteSpecimen } from './site-records.js';
import type { Specimen } from './specimen.js';

const INJECTION = 'free\r\nBcc: <everybody@example.com>\r\n\r\nnew body';
const house = housePng();

function crowd(count: number): object[] {
  return Array.from({ length: count }, (_, index) => ({
    phoneNumber: `+4477009${String(index).padStart(5, '0')}`,
    displayName: `Member ${index + 1}`,
  }));
}

const foreign = siteSpecimen(
  { name: 'source-headers' },
  { text: 'Delivered as a mail, and its headers are passed on.' },
);

/** What strangers write to break mail programs, and what is merely rare. */
export const hostileSpecimens: readonly Specimen[] = [
  siteSpecimen(
    { name: 'hostile-injection' },
    { thread: { ...group, name: INJECTION }, sender: { ...anna, displayName: INJECTION }, text: INJECTION },
  ),
  siteSpecimen(
    { name: 'hostile-markup' },
    {
      text: '<script>alert(1)</script>\n</div></body><img src="https://tracker.example/x.png" onerror=alert(1)>\n&lt;b&gt; https://phish.example',
      sender: { ...clara, displayName: '<b>"Clara" & Co</b>' },
    },
  ),
  siteSpecimen(
    { name: 'hostile-file-names', files: [house, house, house, house] },
    {
      attachments: [
        fileRecord('../../etc/passwd', 'image/png', house),
        fileRecord('invoice\u202Egnp.exe', 'image/png', house),
        fileRecord('', 'multipart/mixed; boundary="x\r\n"', house),
        fileRecord(`${'很长的名字 '.repeat(40)}.png"\r\nX-Evil: 1`, 'message/rfc822', house),
      ],
    },
  ),
  siteSpecimen(
    { name: 'hostile-characters' },
    { text: 'NUL \0, escape \u001b[31m, half an emoji \ud83d, \u202eoverride and \u2066isolate\n\tZ͑ͫ̓ͪ̂ͫ̽͏̴̙a̴̛͎l̫̰̥̜g͇̟͕o͙' },
  ),
  siteSpecimen(
    { name: 'right-to-left' },
    {
      direction: 'inbound',
      sender: { phoneNumber: '+447700900321', displayName: 'שרה כהן' },
      recipients: [{ ...anna, displayName: 'آنا' }],
      text: 'שלום! המחיר הוא 5,000 € עד יום שישי.\nمرحبا، هل الحديقة مشمولة؟\nSee https://example.com (in English)',
    },
  ),
  siteSpecimen(
    { name: 'hostile-keys' },
    JSON.parse(
      '{ "recordType": "__proto__", "__proto__": { "text": "inherited" }, "constructor": "own" }',
    ) as object,
  ),
  siteSpecimen({ name: 'crowd' }, { thread: group, recipients: crowd(60), text: 'To everybody' }),
  siteSpecimen({ name: 'long-words' }, { text: `${'x'.repeat(900)}\n${'長い'.repeat(200)}` }),
  siteSpecimen({ name: 'empty' }, { text: '' }),
  {
    ...foreign,
    item: {
      ...foreign.item,
      direction: 'unknown',
      sourceHeaders: [
        { name: 'X-TELEMESSAGE-ArchiveMessageID', value: '0f8b2c61-9d3e' },
        { name: 'X-TELEMESSAGE-GROUP_NAME', value: 'Grüße aus Köln' },
        { name: 'X-TELEMESSAGE-OriginalMesageIntegrity', value: `${'a1b2c3d4'.repeat(24)}==` },
        { name: 'x-telemessage-archivemessageid', value: 'a second value of the same name' },
        { name: 'Bcc', value: 'everybody@example.com' },
        { name: 'X-TELEMESSAGE-Status', value: 'ok\r\nBcc: everybody@example.com' },
      ],
    },
  },
];
