import { readSettings, type Need, type Settings } from '../settings.js';
import { readEnvFile } from '../settings/env-file.js';
import type { GlobalOptions } from './command.js';

/** The process's environment, completed by `--env-file`; what is set in the environment wins. */
export function environment(options: GlobalOptions): NodeJS.ProcessEnv {
  const files = options.envFile?.toReversed() ?? [];
  return files.reduce((env, file) => readEnvFile(file, env), process.env);
}

export function settingsFor<N extends Need>(options: GlobalOptions, ...need: N[]): Settings<N> {
  return readSettings(environment(options), { need });
}
