import { fileURLToPath } from 'node:url';
import { hostileSpecimens } from './hostile-specimens.js';
import { sftpRefusals, sftpSpecimens } from './sftp-specimens.js';
import { siteRefusals, siteSpecimens } from './site-specimens.js';
import { mailOf, type Specimen } from './specimen.js';
import { supportMatrix, type MatrixSource } from './support-matrix.js';

/** Of the mails from a drop, the two that are least like those from the site. */
const FROM_DROP = new Set(['sftp-deletion-read', 'sftp-unknown-kind']);

export const specimens: readonly Specimen[] = [
  ...siteSpecimens,
  ...hostileSpecimens,
  ...sftpSpecimens.filter(({ name }) => FROM_DROP.has(name)),
];

const sources: readonly MatrixSource[] = [
  {
    heading: 'From the archive site (`telemessage`)',
    note: 'Read from records as [telemessage-site.md](telemessage-site.md) assumes them.',
    specimens: siteSpecimens,
    refusals: siteRefusals,
  },
  {
    heading: 'From the SFTP drop (`telemessage-sftp`)',
    note: `Read from EML as [telemessage-sftp.md](telemessage-sftp.md) assumes it. Nothing published says how a drop tells a
reply, an emoji, a poll or the length of a call: whatever it says of them is in the text, as it came.`,
    specimens: sftpSpecimens,
    refusals: sftpRefusals,
    site: siteSpecimens,
  },
];

/** Every file that the specimens make, by its path: the golden mails, and the page that is derived from them. */
export async function goldenFiles(): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  for (const specimen of specimens) files.set(pathOf(`./${specimen.name}.eml`), (await mailOf(specimen)).eml);
  files.set(pathOf('../../docs/support-matrix.md'), Buffer.from(await supportMatrix(sources)));
  return files;
}

function pathOf(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}
