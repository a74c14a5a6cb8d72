import { findSshd } from '../../src/sandbox/sftp/sshd.js';

/** Skips the tests of the context where OpenSSH's server is not installed, and says so. */
export function needsSshd(context: Mocha.Context): void {
  if (findSshd() !== undefined) return;
  Object.assign(context, { skipReason: 'sshd (package openssh-server) is not installed' });
  context.skip();
}
