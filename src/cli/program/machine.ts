import { Option, type Command } from 'commander';
import { finish, type Done } from './action.js';
import { portNumber } from './values.js';

/** What runs on this machine, and what looks at it. */
export function addMachineCommands(program: Command, done: Done): void {
  addDemo(program, done);
  addStandalone(program, done);
  program
    .command('worker')
    .description('run a Temporal worker; start as many as wanted')
    .action(finish(done, async () => (await import('../worker.js')).worker));
  program
    .command('console')
    .description('serve the web console')
    .action(finish(done, async () => (await import('../console.js')).console));
  program
    .command('doctor [connector]')
    .description('check settings, every outside system and every right, and say what to do')
    .option('--in-scope <address>', 'a mailbox that the app registration is to open')
    .option('--out-of-scope <address>', 'a mailbox that it must not open')
    .action(finish(done, async () => (await import('../doctor.js')).doctor));
}

function addDemo(program: Command, done: Done): void {
  program
    .command('demo')
    .description('archive a generated day on this machine, with a pretend TeleMessage and Microsoft 365')
    .addOption(
      new Option('--source <source>', 'where TeleMessage delivers the day: its site, or ZIP files by SFTP')
        .choices(['site', 'sftp'])
        .default('site'),
    )
    .addOption(
      new Option(
        '--mapping <ways>',
        'what leads to mailboxes: the mapping CSV, the address property, or both',
      )
        .choices(['csv', 'automatic', 'both'])
        .default('both'),
    )
    .option('--keep', 'stay up until Ctrl-C, to look around')
    .action(finish(done, async () => (await import('../demo.js')).demo));
}

function addStandalone(program: Command, done: Done): void {
  program
    .command('standalone')
    .description('run everything on this machine: Temporal, kept on disk, a worker and the console')
    .requiredOption('--data-dir <directory>', 'where Temporal is kept; made where it is missing')
    .option(
      '--evaluate',
      'keep everything archived in Azurite under the data directory, not in Azure Storage',
    )
    .option('--port <port>', "the Temporal server's; default: that of the last start, else 7233", portNumber)
    .option('--ui-port <port>', "the Temporal UI's; default: that of the last start, else 8233", portNumber)
    .option('--console-port <port>', "the console's; default: that of the last start, else 8230", portNumber)
    .action(finish(done, async () => (await import('../standalone.js')).standalone));
}
