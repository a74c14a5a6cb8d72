import type { Command } from 'commander';
import type { CommandResult, GlobalOptions } from '../command.js';

/** Takes what a command has resolved to, and the options that every command has. */
export type Done = (result: CommandResult, options: GlobalOptions) => void;

/** A command takes its arguments as they stand in the command line, then its own and the global options together. */
type Run = (...args: never[]) => Promise<CommandResult>;

/** Loads a command when it is called: the libraries of Temporal and Azure take their time, and not every command needs them. */
export function finish(done: Done, load: () => Promise<Run>) {
  return async (...args: unknown[]): Promise<void> => {
    const command = args.at(-1) as Command;
    const options = command.optsWithGlobals<GlobalOptions>();
    const run = (await load()) as (...args: unknown[]) => Promise<CommandResult>;
    done(await run(...command.processedArgs, options), options);
  };
}
