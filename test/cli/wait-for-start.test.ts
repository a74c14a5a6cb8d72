import assert from 'node:assert/strict';
import { waitForStart } from '../../src/cli/wait-for-run.js';

describe('waiting for a run to start', () => {
  let written: string;
  const write = process.stderr.write.bind(process.stderr);

  beforeEach(() => {
    written = '';
    process.stderr.write = (text: string | Uint8Array): boolean => {
      written += String(text);
      return true;
    };
  });
  afterEach(() => void (process.stderr.write = write));

  it('says after a long silence what may hold it up, and goes on waiting', async () => {
    const find = async (): Promise<string | undefined> =>
      await Promise.resolve(written === '' ? undefined : 'run/emea-1');
    assert.equal(await waitForStart(find, 'whatsapp-archiver runs emea'), 'run/emea-1');
    assert.match(written, /^waiting for the run to start: .* or no worker answers .*\n$/);
  });

  it('says nothing where it starts at once', async () => {
    assert.equal(await waitForStart(async () => await Promise.resolve('run/emea-1'), 'x'), 'run/emea-1');
    assert.equal(written, '');
  });
});
