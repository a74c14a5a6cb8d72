import { CommanderError } from 'commander';
import type { CommandResult, GlobalOptions } from './command.js';
import { describeError, errorText, exitCodeOf } from './errors.js';
import { buildProgram } from './program.js';

/** Parse → command → exit code. Standard output holds the result and nothing else. */
export async function main(args: string[]): Promise<number> {
  // Until the arguments are parsed, and where they cannot be.
  let options: GlobalOptions = { json: args.includes('--json'), verbose: args.includes('--verbose') };
  endQuietlyWithReader();
  try {
    let result: CommandResult | undefined;
    const program = buildProgram(args, (done, globals) => {
      result = done;
      options = globals;
    });
    await program.parseAsync(args, { from: 'user' });
    if (result) print(result, options);
    return result?.exitCode ?? 0;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0; // --help, --version
    process.stderr.write(`${errorText(error, options)}\n`);
    if (options.json) printJson({ error: describeError(error) });
    return exitCodeOf(error);
  }
}

function print({ exitCode, json, text }: CommandResult, options: GlobalOptions): void {
  if (options.json) printJson(json);
  // A refusal goes where errors go, and is said there also beside its document.
  if (exitCode === 2)
    process.stderr.write(`${text}
`);
  else if (!options.json && text !== '')
    process.stdout.write(`${text}
`);
}

function printJson(document: unknown): void {
  process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
}

/** `report … | head` closes the pipe when it has enough: nothing went wrong then. */
function endQuietlyWithReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}
