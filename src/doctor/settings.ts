import { settingsFaults } from '../settings.js';
import type { Environment } from '../settings/schema.js';
import { bad, good, type Finding } from './finding.js';

/** Every fault on a line of its own, so that nobody mends them one by one. */
export function examineSettings(environment: Environment): Finding[] {
  const answers = settingsFaults(environment).map((fault) => {
    // A fault begins with the name of its setting.
    const [check = '', ...words] = fault.split(' ');
    const nextStep = 'Correct it in the environment or in the file given by --env-file (docs/set-up.md).';
    return { check, ...bad(words.join(' '), nextStep) };
  });
  const findings = answers.length > 0 ? answers : [{ check: 'all', ...good('complete and well-formed') }];
  return findings.map((finding) => ({ area: 'settings', ...finding }));
}
