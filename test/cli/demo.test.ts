import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { isRunning } from '../support/is-running.js';
import { needsSshd } from '../support/sshd.js';
import { temporalCli } from '../support/temporal-cli.js';
import { until } from '../support/until.js';

/** Until it has said something: a machine with more to do takes its time. */
const SPEAKS_MS = 150_000;
const CLIENT = fileURLToPath(new URL('../../dist/client.js', import.meta.url));

describe('the demo, interrupted', function () {
  this.timeout(240_000);
  let cli: string;

  before(function () {
    cli = temporalCli(this);
  });

  /** Interrupts the demo once it has printed something, and waits for its end. All that it starts is of its process group. */
  const interrupt = async (
    at: RegExp,
    kill: (pid: number, stderr: string) => unknown,
    args: string[] = [],
  ): Promise<void> => {
    const directory = await mkdtemp(join(tmpdir(), "whatsapp-archiver demo's-"));
    const { PATH, HOME } = process.env;
    const demo = spawn(process.execPath, [CLIENT, 'demo', ...args], {
      env: { PATH, HOME, TMPDIR: directory, TEMPORAL_CLI_PATH: cli },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const pid = demo.pid ?? assert.fail('The demo did not start.');
    const output = { stdout: '', stderr: '' };
    demo.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
    demo.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
    try {
      await until(`${at} of the demo`, () => at.test(output.stderr), SPEAKS_MS);
      await kill(pid, output.stderr);
      await until('its end', () => demo.exitCode !== null || demo.signalCode !== null, 30_000);
      assert.deepEqual([demo.exitCode, output.stdout], [130, ''], output.stderr);
      await until('its last words', () => /^Interrupted: .*\nNext step: .*$/m.test(output.stderr), 5_000);
      assert.doesNotMatch(output.stderr, /^\s+at /m);
      assert.equal(isRunning(-pid), false, 'something that the demo started still runs');
      assert.deepEqual(await readdir(directory), []);
    } finally {
      if (isRunning(-pid)) process.kill(-pid, 'SIGKILL');
      await rm(directory, { recursive: true });
    }
  };

  it('while it archives, by a signal to itself: leaves no process and no file behind; until then our own commands work in it as it says', async () => {
    const lookAround = async (pid: number, stderr: string): Promise<void> => {
      const [, line = ''] = /Command line: (NODE_EXTRA_CA_CERTS=.*)$/m.exec(stderr) ?? [];
      // A shell of a person's own: it knows nothing of the demo.
      const { PATH, HOME } = process.env;
      const { stdout } = await promisify(execFile)('sh', ['-c', line], { cwd: '/', env: { PATH, HOME } });
      assert.match(stdout, /^whatsapp-emea +WhatsApp EMEA /m);
      process.kill(pid, 'SIGINT');
    };
    await interrupt(/^imported /m, lookAround, ['--keep']);
  });

  it('while it archives, by Ctrl-C in a terminal, which reaches all it started: the same', async () => {
    await interrupt(/^imported /m, (pid) => process.kill(-pid, 'SIGINT'));
  });

  it('while it still starts: the same', async () => {
    await Promise.all([
      interrupt(/Starting the Temporal server/, (pid) => process.kill(pid, 'SIGTERM')),
      interrupt(/Starting a worker/, (pid) => process.kill(-pid, 'SIGINT')),
    ]);
  });

  it('with drops on an SFTP server, while it starts or archives: the same', async function () {
    needsSshd(this);
    const sftp = ['--source', 'sftp'];
    await interrupt(/Starting an OpenSSH server/, (pid) => process.kill(-pid, 'SIGINT'), sftp);
    await interrupt(/^imported /m, (pid) => process.kill(-pid, 'SIGINT'), sftp);
  });
});
