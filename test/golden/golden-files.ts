import { fileURLToPath } from 'node:url';
import { hostileSpecimens } from './hostile-specimens.js';
import { siteSpecimens } from './site-specimens.js';
import { mailOf, type Specimen } from './specimen.js';
import { supportMatrix } from './support-matrix.js';

export const specimens: readonly Specimen[] = [...siteSpecimens, ...hostileSpecimens];

/** Every file that the specimens make, by its path: the golden mails, and the page that is derived from them. */
export async function goldenFiles(): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  for (const specimen of specimens) files.set(pathOf(`./${specimen.name}.eml`), (await mailOf(specimen)).eml);
  const sources = [{ heading: 'From the archive site (`telemessage`)', specimens: siteSpecimens }];
  files.set(pathOf('../../docs/support-matrix.md'), Buffer.from(await supportMatrix(sources)));
  return files;
}

function pathOf(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}
