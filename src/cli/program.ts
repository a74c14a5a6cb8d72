import { Command, InvalidArgumentError, Option } from 'commander';
import type { CommandResult, GlobalOptions } from './command.js';

const BY = 'who makes the change; default: the user of the operating system';

type Done = (result: CommandResult, options: GlobalOptions) => void;

/** Every command with its options; `done` takes what the command resolved to. Throws CommanderError for wrong usage. */
export function buildProgram(done: Done): Command {
  const program = new Command('whatsapp-archiver')
    .description('Archives WhatsApp data from TeleMessage into Microsoft 365 mailboxes.')
    .option('--json', 'print exactly one JSON document on standard output', false)
    .option(
      '--env-file <file>',
      'read settings from a file; the environment wins, then the last file',
      collect,
    )
    .option('--verbose', 'show stacks of errors', false)
    // Wrong usage is thrown, and printed like any other error.
    .exitOverride()
    .configureOutput({ outputError: () => undefined });
  addMachineCommands(program, done);
  addConnectorCommands(program, done);
  addMappingCommands(program, done);
  addRunCommands(program, done);
  return program;
}

/** A command takes its arguments as they stand in the command line, then its own and the global options together. */
type Run = (...args: never[]) => Promise<CommandResult>;

/** Loads a command when it is called: the libraries of Temporal and Azure take their time, and not every command needs them. */
function finish(done: Done, load: () => Promise<Run>) {
  return async (...args: unknown[]): Promise<void> => {
    const command = args.at(-1) as Command;
    const options = command.optsWithGlobals<GlobalOptions>();
    const run = (await load()) as (...args: unknown[]) => Promise<CommandResult>;
    done(await run(...command.processedArgs, options), options);
  };
}

function addMachineCommands(program: Command, done: Done): void {
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
    .action(finish(done, async () => (await import('./demo.js')).demo));
  program
    .command('standalone')
    .description('run everything on this machine: Temporal, kept on disk, and a worker')
    .requiredOption('--data-dir <directory>', 'where Temporal is kept; made where it is missing')
    .option(
      '--evaluate',
      'keep everything archived in Azurite under the data directory, not in Azure Storage',
    )
    .option('--port <port>', "the Temporal server's; default: that of the last start, else 7233", portNumber)
    .option('--ui-port <port>', "the Temporal UI's; default: that of the last start, else 8233", portNumber)
    .action(finish(done, async () => (await import('./standalone.js')).standalone));
  program
    .command('worker')
    .description('run a Temporal worker; start as many as wanted')
    .action(finish(done, async () => (await import('./worker.js')).worker));
  program
    .command('console')
    .description('serve the web console')
    .action(finish(done, async () => (await import('./console.js')).console));
  program
    .command('doctor [connector]')
    .description('check settings, every outside system and every right, and say what to do')
    .option('--in-scope <address>', 'a mailbox that the app registration is to open')
    .option('--out-of-scope <address>', 'a mailbox that it must not open')
    .action(finish(done, async () => (await import('./doctor.js')).doctor));
}

function addConnectorCommands(program: Command, done: Done): void {
  const connector = program.command('connector').description('create, look at and run connectors');
  const withFile = (command: Command): Command =>
    withMappingOptions(command)
      .requiredOption('--file <file>', 'connector file (JSON); - for standard input')
      .option(
        '--password-stdin',
        'read the password (or private key) for the source from standard input and store it as the secret',
      );
  withFile(connector.command('create').description('check, store and schedule a connector')).action(
    finish(done, async () => (await import('./connector-create.js')).connectorCreate),
  );
  withFile(connector.command('update <id>').description('replace settings and mapping')).action(
    finish(done, async () => (await import('./connector-update.js')).connectorUpdate),
  );
  connector
    .command('list')
    .description('all connectors')
    .action(finish(done, async () => (await import('./connector-list.js')).connectorList));
  connector
    .command('show <id>')
    .description('one connector with its settings')
    .action(finish(done, async () => (await import('./connector-list.js')).connectorShow));
  connector
    .command('delete <id>')
    .description('remove schedule and settings, never archived mail')
    .action(finish(done, async () => (await import('./connector-delete.js')).connectorDelete));
  connector
    .command('run <id>')
    .description('start a daily run up to now')
    .option('--wait', 'show progress, then the report')
    .action(finish(done, async () => (await import('./connector-run.js')).connectorRun));
  connector
    .command('pause <id>')
    .description('start nothing more, also in runs under way')
    .requiredOption('--reason <text>', 'why, for whoever looks')
    .option('--by <name>', BY)
    .action(finish(done, async () => (await import('./connector-pause.js')).connectorPause));
  connector
    .command('resume <id>')
    .description('after a pause: let runs go on, or start one')
    .option('--by <name>', BY)
    .action(finish(done, async () => (await import('./connector-pause.js')).connectorResume));
}

function addMappingCommands(program: Command, done: Done): void {
  const mapping = program
    .command('mapping')
    .description('whose mailbox: try, install and look at mapping files');
  addUnmappedCommands(mapping, done);
  mapping
    .command('check <file>')
    .description('what a mapping file would do; nothing is changed')
    .option('--connector <id>', 'for this connector; default: the only one')
    .option('--file <file>', 'with the rules of this connector file (JSON), not those in force')
    .option('--country <code>', 'with national numbers of this country, such as GB')
    .action(finish(done, async () => (await import('./mapping-check.js')).mappingCheck));
  withMappingOptions(mapping.command('set <id> <file>').description('install a mapping file')).action(
    finish(done, async () => (await import('./mapping-set.js')).mappingSet),
  );
  mapping
    .command('show <id>')
    .description('the rows in force, or who changed what when')
    .option('--version <n>', 'another version', positive)
    .option('--versions', 'every version there was')
    .addOption(new Option('--format <format>').choices(['text', 'csv', 'json']).default('text'))
    .action(finish(done, async () => (await import('./mapping-show.js')).mappingShow));
  mapping
    .command('remove <id>')
    .description('take the mapping file away: only the automatic way is left')
    .option('--by <name>', BY)
    .action(finish(done, async () => (await import('./mapping-set.js')).mappingRemove));
}

function withMappingOptions(command: Command): Command {
  return command
    .option('--skip-bad-rows', 'install the rows that can be used, without the others')
    .option('--reassign', 'let a number move to another user for all time: the former mailbox was wrong')
    .option('--by <name>', BY);
}

function addRunCommands(program: Command, done: Done): void {
  addBackfillCommands(program, done);
  program
    .command('runs <connector>')
    .description('past and present runs, newest first; given the id of a backfill, those of its days')
    .option('--limit <n>', 'how many', positive, 20)
    .action(finish(done, async () => (await import('./runs.js')).runs));
  program
    .command('report <run>')
    .description('the import report of a run or backfill, named by its run id or workflow id')
    .addOption(new Option('--format <format>').choices(['text', 'json', 'csv']).default('text'))
    .action(finish(done, async () => (await import('./report.js')).report));
}

/** `backfill ID …` is `backfill start ID …`, which also reaches a connector that is named like one of the others. */
function addBackfillCommands(program: Command, done: Done): void {
  const backfill = program.command('backfill').description('archive past days; pause, resume or cancel that');
  const start = backfill
    .command('start <connector>', { isDefault: true })
    .description('archive past days (the word `start` may be left out)')
    .requiredOption('--from <instant>', 'date (00:00 UTC) or instant, included')
    .requiredOption('--to <instant>', 'date (00:00 UTC) or instant, excluded')
    .requiredOption('--reason <text>', 'why, for the record')
    .option('--mailbox <mailbox>', 'only for this address or Entra object id; may be repeated', collected)
    .option('--by <name>', 'who asks for it; default: the user of the operating system')
    .option('--wait', 'wait for it, then print what its days came to')
    .action(finish(done, async () => (await import('./backfill.js')).backfillStart));
  backfill.addHelpText('after', () => `\n${start.helpInformation()}`);
  const named = (name: string, description: string): Command =>
    backfill.command(`${name} <backfill>`).description(`${description}; by its id, or by its connector`);
  named('pause', 'start no further day, and hold those under way')
    .requiredOption('--reason <text>', 'why, for whoever looks next')
    .option('--by <name>', 'who pauses it; default: the user of the operating system')
    .action(finish(done, async () => (await import('./backfill-control.js')).backfillPause));
  named('resume', 'go on')
    .option('--by <name>', 'who resumes it; default: the user of the operating system')
    .action(finish(done, async () => (await import('./backfill-control.js')).backfillResume));
  named('cancel', 'end it, with a report of what was done').action(
    finish(done, async () => (await import('./backfill-control.js')).backfillCancel),
  );
}

function collected(value: string, before: string[] = []): string[] {
  return [...before, value];
}

function addUnmappedCommands(mapping: Command, done: Done): void {
  mapping
    .command('unmapped <connector>')
    .description('who was seen and has no mailbox, and why that may be')
    .addOption(new Option('--format <format>').choices(['text', 'json', 'csv']).default('text'))
    .action(finish(done, async () => (await import('./mapping-unmapped.js')).mappingUnmapped));
  mapping
    .command('apply <connector>')
    .description('import what was left for want of a mailbox and now has one')
    .option('--wait', 'show progress, then the report')
    .action(finish(done, async () => (await import('./mapping-apply.js')).mappingApply));
}

function collect(text: string, former: string[] = []): string[] {
  return [...former, text];
}

function portNumber(text: string): number {
  if (/^[1-9]\d{0,4}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new InvalidArgumentError('It must be a port, a whole number from 1 to 65535.');
}

function positive(text: string): number {
  if (!/^[1-9]\d{0,4}$/.test(text))
    throw new InvalidArgumentError('It must be a whole number from 1 to 99999.');
  return Number(text);
}
