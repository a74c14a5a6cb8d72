/** What an admin decides about mapping besides the CSV: the connector file's `mapping`. */
export interface MappingRules {
  /** Whether the User's Email address property leads to a mailbox. */
  automatic: boolean;
  /** ISO code of the country whose national numbers the CSV may hold. */
  defaultCountry?: string;
  /** Address of the mailbox for items none of whose participants has one. */
  catchAllMailbox?: string;
}

const RULE_NAMES = ['automatic', 'defaultCountry', 'catchAllMailbox'] as const;

/** A number and whose mailbox its messages belong in, judged at the time of the message. */
export interface MappingRow {
  line: number;
  /** In its canonical form: E.164 digits without the plus. */
  number: string;
  address: string;
  /** Instants in UTC, half-open; null without a bound. */
  validFrom: string | null;
  validTo: string | null;
}

/** A mapping CSV as it was installed. */
export interface MappingFile {
  blob: string;
  /** SHA-256 of the file, in hex. */
  digest: string;
  /** How many rows are in use. */
  rows: number;
  /** Blob of the rows as they were read then: a file once installed means the same ever after. */
  rowsBlob: string;
}

/** Rules and CSV as one. A version is never changed; every change is a new one. */
export interface MappingVersion {
  /** From 1. */
  version: number;
  /** ISO instant. */
  at: string;
  /** The admin. */
  by: string;
  rules: MappingRules;
  csv: MappingFile | null;
  /** Against the version before: rows of the CSV, and names of the rules. */
  difference: { added: number; removed: number; changed: number; rules: string[] };
}

/** An admin's decision; `rows` is how the CSV differs from that of the version before. */
export interface MappingChange {
  rules: MappingRules;
  csv: MappingFile | null;
  rows: Omit<MappingVersion['difference'], 'rules'>;
  by: string;
  /** ISO instant. */
  at: string;
}

/** Whether nothing of what decides about mailboxes differs. */
export function isSameMapping(
  known: MappingVersion,
  { rules, csv }: { rules: MappingRules; csv: Pick<MappingFile, 'digest'> | null },
): boolean {
  return changedRules(known.rules, rules).length === 0 && known.csv?.digest === csv?.digest;
}

/** The version that follows `previous`, or the first. */
export function nextMapping(previous: MappingVersion | undefined, change: MappingChange): MappingVersion {
  const { rules, csv, rows, by, at } = change;
  const difference = { ...rows, rules: changedRules(previous?.rules, rules) };
  return { version: (previous?.version ?? 0) + 1, at, by, rules, csv, difference };
}

/** Names of the rules that differ; without rules before, all that are given. */
export function changedRules(
  before: Partial<MappingRules> = {},
  after: MappingRules,
): (keyof MappingRules)[] {
  return RULE_NAMES.filter((name) => before[name] !== after[name]);
}
