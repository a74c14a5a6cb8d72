import type { Command } from 'commander';
import { finish, type Done } from './action.js';
import { withAuthor } from './options.js';
import { collected } from './values.js';

/** `backfill ID …` is `backfill start ID …`, which also reaches a connector that is named like one of the others. */
export function addBackfillCommands(program: Command, done: Done): void {
  const backfill = program.command('backfill').description('archive past days; pause, resume or cancel that');
  const start = addStart(backfill, done);
  backfill.addHelpText('after', () => `\n${start.helpInformation()}`);
  addControl(backfill, done);
}

function addStart(backfill: Command, done: Done): Command {
  const start = backfill
    .command('start <connector>', { isDefault: true })
    .description('archive past days (the word `start` may be left out)')
    .requiredOption('--from <instant>', 'date (00:00 UTC) or instant, included')
    .requiredOption('--to <instant>', 'date (00:00 UTC) or instant, excluded')
    .requiredOption('--reason <text>', 'why, for the record')
    .option('--mailbox <mailbox>', 'only for this address or Entra object id; may be repeated', collected);
  return withAuthor(start, 'who asks for it')
    .option('--wait', 'wait for it, then print what its days came to')
    .action(finish(done, async () => (await import('../backfill.js')).backfillStart));
}

function addControl(backfill: Command, done: Done): void {
  const named = (name: string, description: string): Command =>
    backfill.command(`${name} <backfill>`).description(`${description}; by its id, or by its connector`);
  const pause = named('pause', 'start no further day, and hold those under way').requiredOption(
    '--reason <text>',
    'why, for whoever looks next',
  );
  withAuthor(pause, 'who pauses it').action(
    finish(done, async () => (await import('../backfill-control.js')).backfillPause),
  );
  withAuthor(named('resume', 'go on'), 'who resumes it').action(
    finish(done, async () => (await import('../backfill-control.js')).backfillResume),
  );
  named('cancel', 'end it, with a report of what was done').action(
    finish(done, async () => (await import('../backfill-control.js')).backfillCancel),
  );
}
