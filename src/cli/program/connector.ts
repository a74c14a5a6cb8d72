import type { Command } from 'commander';
import { finish, type Done } from './action.js';
import { withAuthor, withMappingOptions } from './options.js';

/** From its file to its end; then what lets it work and stop. */
export function addConnectorCommands(program: Command, done: Done): void {
  const connector = program.command('connector').description('create, look at and run connectors');
  addKeeping(connector, done);
  addRunning(connector, done);
}

function addKeeping(connector: Command, done: Done): void {
  withFile(connector.command('create').description('check, store and schedule a connector')).action(
    finish(done, async () => (await import('../connector-create.js')).connectorCreate),
  );
  withFile(connector.command('update <id>').description('replace settings and mapping')).action(
    finish(done, async () => (await import('../connector-update.js')).connectorUpdate),
  );
  connector
    .command('list')
    .description('all connectors')
    .action(finish(done, async () => (await import('../connector-list.js')).connectorList));
  connector
    .command('show <id>')
    .description('one connector with its settings')
    .action(finish(done, async () => (await import('../connector-list.js')).connectorShow));
  connector
    .command('delete <id>')
    .description('remove schedule and settings, never archived mail')
    .action(finish(done, async () => (await import('../connector-delete.js')).connectorDelete));
}

function withFile(command: Command): Command {
  return withMappingOptions(command)
    .requiredOption('--file <file>', 'connector file (JSON); - for standard input')
    .option(
      '--password-stdin',
      'read the password (or private key) for the source from standard input and store it as the secret',
    );
}

function addRunning(connector: Command, done: Done): void {
  connector
    .command('run <id>')
    .description('start a daily run up to now')
    .option('--wait', 'show progress, then the report')
    .action(finish(done, async () => (await import('../connector-run.js')).connectorRun));
  const pause = connector
    .command('pause <id>')
    .description('start nothing more, also in runs under way')
    .requiredOption('--reason <text>', 'why, for whoever looks');
  withAuthor(pause).action(finish(done, async () => (await import('../connector-pause.js')).connectorPause));
  const resume = connector.command('resume <id>').description('after a pause: let runs go on, or start one');
  withAuthor(resume).action(
    finish(done, async () => (await import('../connector-pause.js')).connectorResume),
  );
}
