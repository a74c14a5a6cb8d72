import type { Context } from 'mocha';

/** The Temporal CLI whose development server a test starts; the hook or test that asks is skipped, with the reason, where there is none. */
export function temporalCli(context: Context): string {
  const cli = process.env['TEMPORAL_CLI_PATH'];
  if (cli) return cli;
  context['skipReason'] = 'TEMPORAL_CLI_PATH names no Temporal CLI';
  return context.skip();
}
