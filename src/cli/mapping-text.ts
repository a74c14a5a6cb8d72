import type { MappingRules, MappingVersion } from '../domain/mapping.js';
import type { Finding } from '../mapping/mapping-faults.js';
import type { PersonChange, Preview } from '../mapping/preview.js';
import type { Judgement } from './judge-mapping.js';
import { table } from './table.js';

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

function reasonText({ reason, movesFrom }: Pick<Finding<string>, 'reason' | 'movesFrom'>): string {
  return movesFrom === undefined ? reason : `${reason}, from ${movesFrom}`;
}

/** What a change has done; `judgement` is null where nothing changed. */
export function changeText(
  id: string,
  { version, csv }: MappingVersion,
  judgement: Judgement | null,
): string {
  if (judgement === null)
    return `Version ${version} of the mapping of ${id} says the same; nothing was changed.`;
  const { faults, remarks, difference, preview } = judgement;
  const rows = csv ? `${number(csv.rows)} rows in use` : 'no CSV';
  return [
    `Version ${version} of the mapping of ${id} is in force from the next run on: ${rows} (${differenceText(difference)}).`,
    ...listed('Rows that lead to no mailbox', faults),
    ...listed('Remarks', remarks),
    '',
    previewText(preview),
  ].join('\n');
}

/** Findings under their title; one line where there are none. */
export function listed(title: string, findings: readonly Finding<string>[]): string[] {
  if (findings.length === 0) return [`${title}: none`];
  return [`${title}: ${number(findings.length)}`, '', findingsText(findings), ''];
}

/** What changes for whom, as it would be and as it is once it is done. It names people: it is for the admin's eyes. */
export function previewText({ gaining, losing, moving, seen, without, copies }: Preview): string {
  if (seen === 0) return 'Nobody has been seen at the source yet.';
  return [
    ...section('Newly receive mail', gaining),
    ...section('No longer receive mail, from now on; what is imported stays', losing),
    ...section('Change mailbox, from now on; what is imported stays', moving),
    `Without a mailbox: ${number(without)} of ${number(seen)} people seen`,
    `Copies of items already seen, for the next run or \`mapping apply\`: ${number(copies)}`,
  ].join('\n');
}

function section(title: string, changes: readonly PersonChange[]): string[] {
  if (changes.length === 0) return [`${title}: nobody`];
  const shown = changes
    .slice(0, MAX_SHOWN)
    .map(({ person, displayName, before, after, items }) => [
      person,
      printable(displayName),
      before?.mail ?? 'none',
      after?.mail ?? 'none',
      number(items),
    ]);
  const head = ['Person', 'Name', 'Mailbox so far', 'From now on', 'Items already seen'];
  return [`${title}: ${number(changes.length)}`, withRest(table(head, shown, [4]), changes.length), ''];
}

/** `120 rows of CSV · automatic on` */
export function mappingText({ csv, rules }: Pick<MappingVersion, 'csv' | 'rules'>): string {
  return `${csv ? `${number(csv.rows)} rows of CSV` : 'no CSV'} · ${rulesText(rules)}`;
}

/** `automatic on · national numbers of GB · items of nobody to all@contoso.com` */
export function rulesText({ automatic, defaultCountry, catchAllMailbox }: MappingRules): string {
  return [
    `automatic ${automatic ? 'on' : 'off'}`,
    ...(defaultCountry === undefined ? [] : [`national numbers of ${defaultCountry}`]),
    ...(catchAllMailbox === undefined ? [] : [`items of nobody to ${catchAllMailbox}`]),
  ].join(' · ');
}

/** `3 added, 1 removed, 2 changed` */
export function differenceText({
  added,
  removed,
  changed,
}: Omit<MappingVersion['difference'], 'rules'>): string {
  return `${number(added)} added, ${number(removed)} removed, ${number(changed)} changed`;
}

export function withRest(text: string, all: number): string {
  return all > MAX_SHOWN ? `${text}\n… and ${number(all - MAX_SHOWN)} more: --json lists them all.` : text;
}

export function number(count: number): string {
  return count.toLocaleString('en-US');
}

/** People choose their names themselves: no escape sequences on somebody's terminal. */
function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '');
}
