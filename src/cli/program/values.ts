import { InvalidArgumentError } from 'commander';

const MAX_PORT = 65_535;

/** Of an option that may be repeated: all its values, in the order given. */
export function collected(value: string, before: string[] = []): string[] {
  return [...before, value];
}

/** Throws InvalidArgumentError, which commander puts the option's name to. */
export function portNumber(text: string): number {
  if (/^[1-9]\d{0,4}$/.test(text) && Number(text) <= MAX_PORT) return Number(text);
  throw new InvalidArgumentError(`It must be a port, a whole number from 1 to ${MAX_PORT}.`);
}

/** Throws as `portNumber` does. */
export function positive(text: string): number {
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number from 1 to 99999.');
}
