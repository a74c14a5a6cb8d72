import { listUnmapped, type UnmappedPersonLine } from '../operations/mapping-unmapped.js';
import { unmappedCsv } from '../operations/unmapped-csv.js';
import type { CommandResult, GlobalOptions } from './command.js';
import { withStorage } from './context.js';
import type { ReportFormat } from './report.js';
import { unmappedText } from './unmapped-text.js';

/** Who was seen and has no mailbox. Exit code 3 where somebody's items wait for one. */
export async function mappingUnmapped(
  id: string,
  options: GlobalOptions & { format: ReportFormat },
): Promise<CommandResult> {
  return await withStorage(options, async (context) => {
    const people = await listUnmapped(context, id);
    const isWaiting = people.some(({ waiting }) => waiting > 0);
    const json = { connectorId: id, people: people.map(asJson) };
    return { exitCode: isWaiting ? 3 : 0, json, text: rendered(id, people, options.format, json) };
  });
}

function asJson({ who, participants, guess, ...others }: UnmappedPersonLine) {
  const names = [...new Set(participants.flatMap(({ displayName }) => displayName ?? []))];
  const addresses = [...new Set(participants.flatMap(({ userEmailAddress }) => userEmailAddress ?? []))];
  return { who, names, addresses, ...others, guess };
}

function rendered(id: string, people: UnmappedPersonLine[], format: ReportFormat, json: unknown): string {
  if (format === 'json') return JSON.stringify(json, null, 2);
  return format === 'csv' ? unmappedCsv(people).trimEnd() : unmappedText(id, people);
}
