import type { Context } from 'mocha';

/** The Temporal CLI whose development server a test starts; the hook or test that asks is skipped where there is none. */
export function temporalCli(context: Context): string {
  const cli = process.env['TEMPORAL_CLI_PATH'];
  return cli === undefined || cli === '' ? context.skip() : cli;
}
