import PostalMime, { type Attachment, type Email } from 'postal-mime';
import { format, resolveConfig } from 'prettier';
import { fileURLToPath } from 'node:url';
import { mailOf, type Specimen } from './specimen.js';

const PAGE = fileURLToPath(new URL('../../docs/support-matrix.md', import.meta.url));
const RULE = '-'.repeat(60);
/** Headings of the text that every mail has, whatever its kind. */
const ALWAYS = new Set(['Archive record', 'Attachments']);

const INTRO = `# What is kept of each kind of item, and how it looks

\`npm run golden\` writes this page from the mails that the product makes of one specimen a kind; a test fails where the two
differ. The mails themselves are in \`test/golden\`: open one.

Every mail shows who wrote to whom, in which group and when (UTC, and the connector's \`target.timezone\` in mailbox copies),
names each attachment with its size and SHA-256, and ends with the archive record: ids, type, direction, thread, product,
times, and the source's own \`X-TELEMESSAGE-*\` headers, which the .eml carries as headers too. What an item answers, edits,
deletes or reacts to is shown as it was known when the item was staged; where the archive does not have it, the mail says
so and names it. Pictures (png, jpeg, gif; the first ten, up to 2 MB together) are shown in the HTML, everything else is
attached. Contacts come as .vcf files too, which the archive makes from the record. A map's address is text, never a link.
`;

export interface MatrixSource {
  heading: string;
  specimens: readonly Specimen[];
}

/** The page, as it is to stand in docs: a table a source. */
export async function supportMatrix(sources: readonly MatrixSource[]): Promise<string> {
  const tables = await Promise.all(sources.map(table));
  const options = await resolveConfig(PAGE);
  return await format([INTRO, ...tables].join('\n'), { ...options, parser: 'markdown' });
}

async function table({ heading, specimens }: MatrixSource): Promise<string> {
  const kinds = specimens.filter(({ kind }) => kind !== undefined);
  const lines = await Promise.all(kinds.map(row));
  return [
    `## ${heading}\n`,
    '| kind | subject | the mail shows | files |',
    '| - | - | - | - |',
    ...lines,
    '',
  ].join('\n');
}

async function row(specimen: Specimen): Promise<string> {
  const parsed = await PostalMime.parse((await mailOf(specimen)).eml);
  const files = parsed.attachments.map(fileCell).join('; ');
  const cells = [specimen.kind ?? '', subjectCell(parsed), shownCell(parsed), files];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

/** The specimens' own people and groups left out. */
function subjectCell({ subject = '' }: Email): string {
  return subject.replace(/ from \d+ to .*/, ' from … to …').replace(/ in Sales Group$/, ' in …');
}

/** Title and marks, then the headings of what is particular to the kind, with the labels of their rows. */
function shownCell({ text = '' }: Email): string {
  const [ours = '', words] = text.replaceAll('\r\n', '\n').split(`${RULE}\n`);
  const [title = '', , ...blocks] = ours.trim().split('\n\n');
  const parts = blocks.map(blockCell).filter((part) => part !== '');
  return [title.replaceAll('[', '\\['), ...parts, ...(words === undefined ? [] : ['its text'])].join('; ');
}

function blockCell(block: string): string {
  const [heading = '', ...lines] = block.split('\n');
  if (ALWAYS.has(heading) || heading.endsWith(':')) return '';
  const labels = lines.flatMap((line) => /^ {2}(\S[^:]*):/.exec(line)?.[1] ?? []);
  return labels.length === 0 ? `“${heading}”` : `${heading} (${[...new Set(labels)].join(', ')})`;
}

function fileCell({ filename, mimeType, disposition }: Attachment): string {
  return `\`${filename}\` (${mimeType}${disposition === 'inline' ? ', shown' : ''})`;
}
