import { statSync } from 'node:fs';
import type { Given } from './schema.js';
import type { System } from './system.js';

/** Where passwords and keys for sources are kept, a file each. */
export interface SecretsSettings {
  directory: string;
}

export const secrets: System<SecretsSettings> = {
  names: ['ARCHIVER_SECRETS_DIR', 'ARCHIVER_KEY_VAULT_URL'],
  faults,
  build: ({ ARCHIVER_SECRETS_DIR: directory }) => (directory === undefined ? undefined : { directory }),
};

function faults(given: Given): string[] {
  const directory = given.ARCHIVER_SECRETS_DIR;
  if (directory === undefined)
    return ['ARCHIVER_SECRETS_DIR is missing (the directory with a file per secret)'];
  const isDirectory = statSync(directory, { throwIfNoEntry: false })?.isDirectory();
  return isDirectory ? [] : ['ARCHIVER_SECRETS_DIR names no directory'];
}
