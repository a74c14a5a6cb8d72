import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { table } from '../src/cli/table.js';
import { say, type Figure } from './measure.js';

// npm run bench -- [case ...] [--size n], the size in the unit of the one case named: items of convert, rows of mapping-csv, MB of the others.

const CASES = readdirSync(new URL('cases/', import.meta.url)).map((file) => file.replace(/\.ts$/, ''));
const ONE = fileURLToPath(new URL('one.ts', import.meta.url));

/** Runs all cases or those chosen, each in a process of its own so that its memory is its own too, and prints their tables. */
async function run(args: string[]): Promise<void> {
  const { names, size } = choiceOf(args);
  const failed: string[] = [];
  for (const name of names) {
    const figures = await figuresOf(name, size);
    if (figures) process.stdout.write(`\n${tableOf(name, figures)}\n\n`);
    else failed.push(name);
  }
  if (failed.length > 0) throw new Error(`Ended without figures: ${failed.join(', ')}.`);
}

function choiceOf(args: string[]): { names: string[]; size: string | undefined } {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: { size: { type: 'string' } },
  });
  const unknown = positionals.find((name) => !CASES.includes(name));
  if (unknown !== undefined) throw new Error(`There is no case ${unknown}, but ${CASES.join(', ')}.`);
  const { size } = values;
  if (size !== undefined && (!/^[1-9]\d*$/.test(size) || positionals.length !== 1))
    throw new Error('--size takes a whole number, and one case by name: the unit is its own.');
  return { names: positionals.length > 0 ? positionals : CASES, size };
}

/** Undefined where the case has failed, which it has then said itself. */
async function figuresOf(name: string, size: string | undefined): Promise<Figure[] | undefined> {
  const args = size === undefined ? [name] : [name, size];
  const child = fork(ONE, args, { execArgv: ['--expose-gc', '--import', 'tsx'] });
  let figures: Figure[] | undefined;
  child.on('message', (message) => (figures = message as Figure[]));
  const [exitCode] = await once(child, 'exit');
  return exitCode === 0 ? figures : undefined;
}

function tableOf(name: string, figures: Figure[]): string {
  const rows = figures.map(({ what, figure, ratio }) => [
    what,
    figure,
    ratio ? `${ratio.times.toFixed(1)} × ${ratio.yardstick}` : '',
  ]);
  return table([name, 'figure', 'ratio'], rows);
}

await run(process.argv.slice(2)).catch((error: Error) => {
  say(error.message);
  process.exitCode = 1;
});
