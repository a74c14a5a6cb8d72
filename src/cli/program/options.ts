import type { Command } from 'commander';

export const FORMAT = 'how it is printed';

/** `who` names what that person does: the record of every change says whose it was. */
export function withAuthor(command: Command, who = 'who makes the change'): Command {
  return command.option('--by <name>', `${who}; default: the user of the operating system`);
}

/** What an admin can say to a change of a mapping that would be refused without it. */
export function withMappingOptions(command: Command): Command {
  return withAuthor(
    command
      .option('--skip-bad-rows', 'install the rows that can be used, without the others')
      .option('--reassign', 'let a number move to another user for all time: the former mailbox was wrong'),
  );
}
