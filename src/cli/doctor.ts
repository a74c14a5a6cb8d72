import { checkUp } from '../doctor/check-up.js';
import { overallState } from '../doctor/finding.js';
import { ArchiveError } from '../domain/errors.js';
import { isMailAddress } from '../domain/mail-address.js';
import type { CommandResult, GlobalOptions } from './command.js';
import { environment } from './environment.js';
import { doctorText } from './doctor-text.js';

export interface DoctorOptions {
  inScope?: string;
  outOfScope?: string;
}

/** Looks at everything outside, and says of each thing whether it is good, bad or unknown, and what to do. */
export async function doctor(
  connectorId: string | undefined,
  options: GlobalOptions & DoctorOptions,
): Promise<CommandResult> {
  const { inScope, outOfScope } = options;
  refuseNoAddress('--in-scope', inScope);
  refuseNoAddress('--out-of-scope', outOfScope);
  const findings = await checkUp({
    env: environment(options),
    ...(connectorId !== undefined && { connectorId }),
    ...(inScope !== undefined && { inScope }),
    ...(outOfScope !== undefined && { outOfScope }),
  });
  const state = overallState(findings);
  return {
    exitCode: state === 'good' ? 0 : 3,
    json: { checks: findings, state },
    text: doctorText(findings),
  };
}

function refuseNoAddress(option: string, address: string | undefined): void {
  if (address === undefined || isMailAddress(address)) return;
  throw new ArchiveError('InvalidArgument', `${option} is no address such as anna@contoso.com.`);
}
