/** Where passwords and keys are. The version changes with the value and does not give it away. */
export interface Secrets {
  read(name: string): Promise<{ value: { reveal(): string }; version: string }>;
}

/** Remembers, for all workers, which version of a connector's password was refused, until it is resumed. */
export interface Refusals {
  refusedVersion(): Promise<string | null>;
  refuse(version: string): Promise<void>;
}
