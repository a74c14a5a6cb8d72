import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { shellWords } from '../../src/cli/shell-words.js';

describe('a command that is printed to be copied', () => {
  it('leaves words as they are where it can', () => {
    const words = ['node', '/opt/a-b/client.js', '--env-file', 'demo.env', 'connector', 'list'];
    assert.equal(shellWords(words), words.join(' '));
  });

  it('is read by a shell word for word, also with spaces, quotes and more in a path', () => {
    const words = ['/tmp/Anna’s day', "it's", '$HOME', '`id`', 'a\\b', '*', '', '~', 'a;b', '"q"', 'x\ny'];
    const read = execFileSync('sh', ['-c', `printf '%s\\0' ${shellWords(words)}`], { encoding: 'utf8' });
    assert.deepEqual(read.split('\0').slice(0, -1), words);
  });
});
