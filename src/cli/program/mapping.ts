import { Option, type Command } from 'commander';
import { finish, type Done } from './action.js';
import { FORMAT, withAuthor, withMappingOptions } from './options.js';
import { positive } from './values.js';

/** What comes of the mapping in force; then the mapping itself. */
export function addMappingCommands(program: Command, done: Done): void {
  const mapping = program
    .command('mapping')
    .description('whose mailbox: try, install and look at mapping files');
  addUnmapped(mapping, done);
  addInstalling(mapping, done);
  addInForce(mapping, done);
}

function addUnmapped(mapping: Command, done: Done): void {
  mapping
    .command('unmapped <connector>')
    .description('who was seen and has no mailbox, and why that may be')
    .addOption(new Option('--format <format>', FORMAT).choices(['text', 'json', 'csv']).default('text'))
    .action(finish(done, async () => (await import('../mapping-unmapped.js')).mappingUnmapped));
  mapping
    .command('apply <connector>')
    .description('import what was left for want of a mailbox and now has one')
    .option('--wait', 'show progress, then the report')
    .action(finish(done, async () => (await import('../mapping-apply.js')).mappingApply));
}

function addInstalling(mapping: Command, done: Done): void {
  mapping
    .command('check <file>')
    .description('what a mapping file would do; nothing is changed')
    .option('--connector <id>', 'for this connector; default: the only one')
    .option('--file <file>', 'with the rules of this connector file (JSON), not those in force')
    .option('--country <code>', 'with national numbers of this country, such as GB')
    .action(finish(done, async () => (await import('../mapping-check.js')).mappingCheck));
  withMappingOptions(mapping.command('set <id> <file>').description('install a mapping file')).action(
    finish(done, async () => (await import('../mapping-set.js')).mappingSet),
  );
}

function addInForce(mapping: Command, done: Done): void {
  mapping
    .command('show <id>')
    .description('the rows in force, or who changed what when')
    .option('--version <n>', 'another version', positive)
    .option('--versions', 'every version there was')
    .addOption(new Option('--format <format>', FORMAT).choices(['text', 'csv', 'json']).default('text'))
    .action(finish(done, async () => (await import('../mapping-show.js')).mappingShow));
  const remove = mapping
    .command('remove <id>')
    .description('take the mapping file away: only the automatic way is left');
  withAuthor(remove).action(finish(done, async () => (await import('../mapping-set.js')).mappingRemove));
}
