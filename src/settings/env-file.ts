import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { ArchiveError } from '../domain/errors.js';
import type { Environment } from './schema.js';

/**
 * The environment with what an env file adds to it; where both name a setting, the environment's stands. Throws
 * InvalidArgument where the file cannot be read.
 */
export function readEnvFile(path: string, environment: Environment = process.env): Environment {
  try {
    return { ...parseEnv(readFileSync(path, 'utf8')), ...environment };
  } catch (cause) {
    throw new ArchiveError('InvalidArgument', `The env file ${path} cannot be read.`, {
      cause,
      nextStep: 'Name a readable file of NAME=value lines after --env-file.',
    });
  }
}
