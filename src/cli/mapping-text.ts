import type { MappingRules, MappingVersion } from '../domain/mapping.js';
import { linesIn } from '../mapping/lines-in.js';
import type { Finding } from '../mapping/mapping-faults.js';
import { isCatchingUp, type PersonChange, type Preview } from '../mapping/preview.js';
import { leadsNowhere } from '../mapping/user-findings.js';
import type { Judgement } from '../operations/judge-mapping.js';
import { printable } from '../domain/printable.js';
import { table } from './table.js';

type RowCounts = Omit<MappingVersion['difference'], 'rules'>;

/** More of a kind than a person reads; `--json` has them all. */
export const MAX_SHOWN = 25;

/** Rows with what is wrong, then what to do about each kind of it. */
export function findingsText(findings: readonly Finding<string>[]): string {
  const shown = findings
    .slice(0, MAX_SHOWN)
    .map(({ line, column, shown: value, ...finding }) => [line, column, value, reasonText(finding)]);
  const remedies = new Map(findings.map(({ reason, remedy }) => [reason, remedy]));
  return [
    withRest(table(['Line', 'Column', 'Looks like', 'Reason'], shown, [0]), findings.length),
    '',
    ...[...remedies].map(([reason, remedy]) => `${reason}: ${remedy}`),
  ].join('\n');
}

function reasonText({
  reason,
  movesFrom,
  otherLine,
}: Omit<Finding<string>, 'line' | 'column' | 'shown'>): string {
  if (movesFrom !== undefined) return `${reason}, from ${movesFrom}`;
  return otherLine === undefined ? reason : `${reason}, see line ${otherLine}`;
}

/** What a change has done; `judgement` is null where nothing changed. */
export function changeText(
  id: string,
  { version, csv, rules, difference }: MappingVersion,
  judgement: Judgement | null,
): string {
  if (judgement === null)
    return `Version ${version} of the mapping of ${id} says the same; nothing was changed.`;
  const rows = csv ? `${counted(csv.rows, 'row')} in use` : 'no CSV';
  return [
    `Version ${version} of the mapping of ${id} is in force from the next run on: ${rows} (${differenceText(difference)}).`,
    ...judgementText(judgement, rules),
  ].join('\n');
}

/** What is to be said of a mapping that is in force. */
export function judgementText({ faults, remarks, notes, preview }: Judgement, rules: MappingRules): string[] {
  return [
    ...listed(
      'Rows left out',
      faults.filter((fault) => !leadsNowhere(fault)),
    ),
    ...listed('Rows that lead to no mailbox', faults.filter(leadsNowhere)),
    ...listed('Remarks', remarks),
    ...notes,
    previewText(preview, rules),
  ];
}

/** Findings under their title, with how many rows they are of; one line where there are none. */
export function listed(title: string, findings: readonly Finding<string>[]): string[] {
  if (findings.length === 0) return [`${title}: none`];
  return [`${title}: ${number(linesIn(findings))}`, findingsText(findings), ''];
}

/** What changes for whom, as it would be and as it is once it is done. It names people: it is for the admin's eyes. */
export function previewText(preview: Preview, { catchAllMailbox }: MappingRules): string {
  const { gaining, losing, moving, seen, without, copies, left } = preview;
  if (seen === 0) return 'Nobody has been seen at the source yet.';
  const late = gaining.filter(isCatchingUp);
  const taker = catchAllMailbox === undefined ? 'which stay in staging' : `for ${catchAllMailbox}`;
  return [
    ...section(
      'Newly receive mail',
      gaining.filter((each) => !isCatchingUp(each)),
    ),
    ...(late.length > 0 ? section('Only receive what was left for them so far', late) : []),
    ...section('No longer receive mail, from now on; what is imported stays', losing, { hasCopies: false }),
    ...section('Change mailbox, from now on; what is imported stays', moving),
    `Without a mailbox: ${number(without)} of ${number(seen)} people seen`,
    `Copies of items already seen, for the next run or \`mapping apply\`: ${number(copies)}`,
    `Items already seen that nobody has, ${taker}: ${number(left)}`,
  ].join('\n');
}

function section(
  title: string,
  changes: readonly PersonChange[],
  { hasCopies = true }: { hasCopies?: boolean } = {},
): string[] {
  if (changes.length === 0) return [`${title}: nobody`];
  const shown = changes
    .slice(0, MAX_SHOWN)
    .map(({ person, displayName, before, after, items }) => [
      printable(person),
      printable(displayName),
      before?.mail ?? 'none',
      after?.mail ?? 'none',
      ...(hasCopies ? [number(items)] : []),
    ]);
  const copies = hasCopies ? ['Copies to come'] : [];
  const head = ['Person', 'Name', 'Mailbox so far', 'From now on', ...copies];
  return [`${title}: ${number(changes.length)}`, withRest(table(head, shown, [4]), changes.length), ''];
}

/** `120 rows of CSV · automatic on`; a country says nothing without a CSV. */
export function mappingText({ csv, rules }: Pick<MappingVersion, 'csv' | 'rules'>): string {
  const { defaultCountry: _, ...others } = rules;
  return csv ? `${counted(csv.rows, 'row')} of CSV · ${rulesText(rules)}` : `no CSV · ${rulesText(others)}`;
}

/** `automatic on · national numbers of GB · items of nobody to all@contoso.com` */
function rulesText({ automatic, defaultCountry, catchAllMailbox }: MappingRules): string {
  return [
    `automatic ${automatic ? 'on' : 'off'}`,
    ...(defaultCountry === undefined ? [] : [`national numbers of ${defaultCountry}`]),
    ...(catchAllMailbox === undefined ? [] : [`items of nobody to ${catchAllMailbox}`]),
  ].join(' · ');
}

/** `3 added, 1 removed, 2 changed · catchAllMailbox changed` */
export function differenceText(difference: RowCounts & { rules?: readonly string[] }): string {
  const { added, removed, changed, rules = [] } = difference;
  const rows = `${number(added)} added, ${number(removed)} removed, ${number(changed)} changed`;
  return rules.length === 0 ? rows : `${rows} · ${rules.join(', ')} changed`;
}

export function withRest(text: string, all: number): string {
  return all > MAX_SHOWN ? `${text}\n… and ${number(all - MAX_SHOWN)} more: --json lists them all.` : text;
}

export function number(count: number): string {
  return count.toLocaleString('en-US');
}

/** `1 row`, `2 rows` */
export function counted(count: number, what: string): string {
  return `${number(count)} ${what}${count === 1 ? '' : 's'}`;
}
