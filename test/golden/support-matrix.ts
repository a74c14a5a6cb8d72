import { format, resolveConfig } from 'prettier';
import { fileURLToPath } from 'node:url';
import { look, type Look } from './look.js';
import { mailOf, type Refused, type Specimen } from './specimen.js';

const PAGE = fileURLToPath(new URL('../../docs/support-matrix.md', import.meta.url));

const INTRO = `# What is kept of each kind of item, and how it looks

\`npm run golden\` writes this page from the mails that the product makes of one specimen a kind; a test fails where the two
differ. The mails themselves are in \`test/golden\`: open one.

Every mail shows who wrote to whom, in which group and when (UTC, and the connector's \`target.timezone\` in mailbox copies),
names each attachment with its size and SHA-256, and ends with the archive record: ids, type, direction, thread, product,
times, and the source's own \`X-TELEMESSAGE-*\` headers, which the .eml carries as headers too. From the archive site, what an item answers, edits,
deletes or reacts to is shown as it was known when the item was staged; where the archive does not have it, the mail says
so and names it. Pictures (png, jpeg, gif; the first ten, up to 2 MB together) are shown in the HTML, everything else is
attached. Contacts come as .vcf files too, which the archive makes from the record. A map's address is text, never a link.
What is reported instead is kept in staging as it was delivered; [reasons.md](reasons.md) says what to do about it.
`;

export interface MatrixSource {
  heading: string;
  note: string;
  specimens: readonly Specimen[];
  refusals: readonly Refused[];
  /** The site's specimens, where the table is to say what their mails show and those of this source do not. */
  site?: readonly Specimen[];
}

/** The page, as it is to stand in docs: a table a source. */
export async function supportMatrix(sources: readonly MatrixSource[]): Promise<string> {
  const tables = await Promise.all(sources.map(table));
  const options = await resolveConfig(PAGE);
  return await format([INTRO, ...tables].join('\n'), { ...options, parser: 'markdown' });
}

async function table({ heading, note, specimens, refusals, site }: MatrixSource): Promise<string> {
  const kinds = await looksOf(specimens);
  const untold = site && untoldBy(kinds, await looksOf(site));
  const always = partsOfAll(kinds.map(({ parts }) => parts));
  const alwaysUntold = partsOfAll(untold ?? []);
  const columns = [
    'kind',
    'subject',
    'the mail shows',
    'files',
    ...(untold ? ["only the site's mail shows"] : []),
  ];
  const rows = kinds.map(({ kind, subject, title, parts, files }, index) => [
    kind,
    subject,
    list([title, ...without(parts, always)]),
    files.join('; '),
    ...(untold ? [list(without(untold[index] ?? [], alwaysUntold))] : []),
  ]);
  return [
    `## ${heading}\n`,
    note,
    ...(always.length > 0 ? [`Every mail shows ${list(always)}.`] : []),
    ...(alwaysUntold.length > 0 ? [`Of every kind, only the site's mail shows ${list(alwaysUntold)}.`] : []),
    '',
    ...[columns, columns.map(() => '-'), ...rows, ...refusals.map(refusedRow)].map(line),
    '',
  ].join('\n');
}

function refusedRow({ kind, error }: Refused): string[] {
  return [kind, '', `no mail: reported as \`${error.code}\` (“${error.message}”)`];
}

interface KindLook extends Look {
  kind: string;
  comparedWith: string;
}

async function looksOf(specimens: readonly Specimen[]): Promise<KindLook[]> {
  const looks = specimens.map(async (specimen) => {
    const { kind = '', comparedWith = kind } = specimen;
    return { kind, comparedWith, ...look((await mailOf(specimen)).mail) };
  });
  return await Promise.all(looks);
}

/** What the site's mails of the same kinds show and these do not. */
function untoldBy(kinds: readonly KindLook[], site: readonly KindLook[]): string[][] {
  return kinds.map(({ comparedWith, parts }) => {
    const counterpart = site.find(({ kind }) => kind === comparedWith);
    if (!counterpart) throw new TypeError(`The site has no specimen of the kind ${comparedWith}.`);
    return without(counterpart.parts, parts);
  });
}

function partsOfAll([first = [], ...others]: readonly string[][]): string[] {
  return first.filter((part) => others.every((parts) => parts.includes(part)));
}

function without(parts: readonly string[], left: readonly string[]): string[] {
  return parts.filter((part) => !left.includes(part));
}

/** Marks follow a title or each other as they do in the mail. */
function list(parts: readonly string[]): string {
  return parts.join('; ').replaceAll('; [', ' [').replaceAll('[', '\\[');
}

function line(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
