/** What an admin decides about mapping besides the CSV: the connector file's `mapping`. */
export interface MappingRules {
  /** Whether the User's Email address property leads to a mailbox. */
  automatic: boolean;
  /** ISO code of the country whose national numbers the CSV may hold. */
  defaultCountry?: string;
  /** Address of the mailbox for items none of whose participants has one. */
  catchAllMailbox?: string;
}

/** A mapping CSV as it was installed. */
export interface MappingFile {
  blob: string;
  /** SHA-256 of the file, in hex. */
  digest: string;
  /** Rows in use. */
  rows: number;
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
