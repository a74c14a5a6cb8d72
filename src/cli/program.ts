import { Command } from 'commander';
import { packageVersion } from '../package-version.js';
import type { Done } from './program/action.js';
import { addConnectorCommands } from './program/connector.js';
import { HELP } from './program/help.js';
import { addMachineCommands } from './program/machine.js';
import { addMappingCommands } from './program/mapping.js';
import { addRunCommands } from './program/runs.js';
import { collected } from './program/values.js';

/**
 * Every command with its options; `done` takes what the command resolved to. Throws CommanderError for wrong usage, and
 * where `args`, which are to be parsed, ask for help or the version.
 */
export function buildProgram(args: readonly string[], done: Done): Command {
  const program = new Command('whatsapp-archiver')
    .description('Archives WhatsApp data from TeleMessage into Microsoft 365 mailboxes.')
    .option('--json', 'print exactly one JSON document on standard output', false)
    .option(
      '--env-file <file>',
      'read settings from a file; the environment wins, then the last file',
      collected,
    )
    .option('--verbose', 'show stacks of errors', false)
    .configureHelp(HELP)
    // Wrong usage is thrown, and printed like any other error.
    .exitOverride()
    .configureOutput({ outputError: () => undefined });
  addMachineCommands(program, done);
  addConnectorCommands(program, done);
  addMappingCommands(program, done);
  addRunCommands(program, done);
  // The program would take it wherever it stands, and `mapping show` has another.
  const isOfCommand = program.commands.some((command) => args.includes(command.name()));
  if (!isOfCommand) program.version(packageVersion(), '--version', 'print the version of this program');
  return program;
}
