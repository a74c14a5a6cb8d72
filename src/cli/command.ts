/** Options that every command takes. */
export interface GlobalOptions {
  json: boolean;
  verbose: boolean;
  /** In the order given; where several name a setting, the last one's stands. */
  envFile?: string[];
}

/** What a command resolves to; nothing is printed before. */
export interface CommandResult {
  exitCode: 0 | 1 | 2 | 3 | 4 | 130;
  /** The one document on standard output under `--json`. */
  json: unknown;
  /** The same for people; printed without `--json`. */
  text: string;
}
