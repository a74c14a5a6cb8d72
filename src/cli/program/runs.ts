import { Option, type Command } from 'commander';
import { finish, type Done } from './action.js';
import { addBackfillCommands } from './backfill.js';
import { FORMAT } from './options.js';
import { positive } from './values.js';

/** Past days asked for, and what runs came to. */
export function addRunCommands(program: Command, done: Done): void {
  addBackfillCommands(program, done);
  program
    .command('runs <connector>')
    .description('past and present runs, newest first; given the id of a backfill, those of its days')
    .option('--limit <n>', 'how many', positive, 20)
    .action(finish(done, async () => (await import('../runs.js')).runs));
  program
    .command('report <run>')
    .description('the import report of a run or backfill, named by its run id or workflow id')
    .addOption(new Option('--format <format>', FORMAT).choices(['text', 'json', 'csv']).default('text'))
    .action(finish(done, async () => (await import('../report.js')).report));
}
