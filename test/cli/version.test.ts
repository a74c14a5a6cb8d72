import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { CommanderError } from 'commander';
import { buildProgram } from '../../src/cli/program.js';

describe('the version of the command line', () => {
  /** What stands on standard output once the arguments were parsed. */
  const printed = async (...args: string[]): Promise<string> => {
    let text = '';
    const program = buildProgram(args, () => undefined);
    program.configureOutput({ writeOut: (more) => void (text += more) });
    await assert.rejects(
      program.parseAsync(args, { from: 'user' }),
      (error) => error instanceof CommanderError && error.exitCode === 0,
    );
    return text;
  };

  it('is that of the package', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    assert.equal(await printed('--version'), `${version}\n`);
  });

  it('stands in the help', async () => {
    assert.match(await printed('--help'), /^ {2}--version +print the version/m);
  });

  it('is not taken for that of a mapping', async () => {
    const args = ['mapping', 'show', 'emea', '--version', '0'];
    const program = buildProgram(args, () => undefined);
    await assert.rejects(program.parseAsync(args, { from: 'user' }), /whole number/);
    assert.doesNotMatch(program.helpInformation(), /--version/);
  });
});
