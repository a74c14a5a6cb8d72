import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runClient, type Finished } from '../../src/sandbox/installation.js';
import { assertError, type ErrorDocument } from './support.js';

const CLIENT = fileURLToPath(new URL('../../dist/client.js', import.meta.url));
/** No settings at all. */
const BARE = { PATH: process.env['PATH'], HOME: process.env['HOME'] };

const FILE = {
  id: 'emea',
  displayName: 'WhatsApp EMEA',
  source: {
    type: 'telemessage',
    product: 'whatsapp-phone-archiver',
    url: 'https://archive.telemessage.example',
    username: 'archive-admin@contoso.example',
    passwordSecret: 'telemessage-emea',
  },
  termsAccepted: { by: 'admin@contoso.example', at: '2026-11-20T09:00:00Z' },
};

describe('the command line without an installation', function () {
  let directory: string;

  before(async () => void (directory = await mkdtemp(join(tmpdir(), 'whatsapp-archiver-cli-'))));
  after(async () => await rm(directory, { recursive: true }));

  const file = async (name: string, content: unknown): Promise<string> => {
    const path = join(directory, name);
    await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  };
  const create = async (path: string, input = ''): Promise<Finished> =>
    await runClient(BARE, ['connector', 'create', '--file', path], input);

  describe('wrong usage', () => {
    it('--help ends with 0 and names every command', async () => {
      const { exitCode, stdout, stderr } = await runClient(BARE, ['--help']);
      assert.deepEqual({ exitCode, stderr }, { exitCode: 0, stderr: '' });
      for (const command of [
        'demo',
        'standalone',
        'worker',
        'doctor',
        'connector',
        'mapping',
        'backfill',
        'runs',
        'report',
      ])
        assert.match(stdout, new RegExp(`^  ${command} `, 'm'));
    });

    it('help for one command ends with 0 as well', async () => {
      const { exitCode, stdout } = await runClient(BARE, ['backfill', '--help']);
      assert.equal(exitCode, 0);
      assert.match(stdout, /--reason/);
    });

    it('help for one command says what it cannot do without, and the options that all have', async () => {
      const { stdout } = await runClient(BARE, ['connector', 'pause', '--help']);
      assert.match(stdout, /^ {2}--reason <text> .* \(required\)$/m);
      assert.match(stdout, /^ {2}--by <name> [^(]*$/m);
      for (const option of ['--json', '--env-file', '--verbose'])
        assert.match(stdout, new RegExp(`^  ${option} `, 'm'));
    });

    it('what is not known, missing or too much ends with 2 and is named', async () => {
      const wrong: [string[], RegExp][] = [
        [['conector'], /unknown command 'conector'/],
        [['connector', 'run', 'emea', '--wiat'], /unknown option '--wiat'/],
        [['connector', 'create'], /--file/],
        [['report'], /missing required argument 'run'/],
        [['report', 'one', 'two'], /too many arguments/],
        [['mapping', 'set', 'emea'], /missing required argument 'file'/],
        [['mapping', 'show', 'emea', '--version', '0'], /whole number/],
        [['report', 'one', '--format', 'xml'], /Allowed choices are text, json, csv/],
        [['runs', 'emea', '--limit', 'all'], /whole number/],
        [['backfill', 'emea', '--from', '2026-11-01', '--to', '2026-11-02'], /--reason/],
      ];
      const finished = await Promise.all(wrong.map(async ([args]) => await runClient(BARE, args)));
      for (const [at, [, named]] of wrong.entries())
        assertError(finished[at] as Finished, 2, 'InvalidArgument', named);
    });

    it('no command at all ends with 2 and shows what there is', async () => {
      const { exitCode, stdout, stderr } = await runClient(BARE, ['connector']);
      assert.deepEqual({ exitCode, stdout }, { exitCode: 2, stdout: '' });
      assert.match(stderr, /^ {2}create /m);
    });

    it('what stands behind the = of an unknown option is not repeated: it may be a password', async () => {
      const finished = await runClient(BARE, ['connector', 'list', '--password=hunter2']);
      assertError(finished, 2, 'InvalidArgument', /'--password'/);
      assert.doesNotMatch(finished.stderr, /hunter2/);
    });

    it('dates that are none, or in the wrong order, end with 2 before anything is asked for', async () => {
      const wrong: [string, string, RegExp][] = [
        ['2026-02-31', '2026-03-05', /--from/],
        ['2026-02-31T00:00:00Z', '2026-03-05', /--from/],
        ['2026-03-01', '2026-03-05T12:00:00', /--to/],
        ['2026-03-05', '2026-03-05', /later/],
      ];
      const finished = await Promise.all(
        wrong.map(
          async ([from, to]) =>
            await runClient(BARE, ['backfill', 'emea', '--from', from, '--to', to, '--reason', 'a gap']),
        ),
      );
      for (const [at, [, , named]] of wrong.entries())
        assertError(finished[at] as Finished, 2, 'InvalidArgument', named);
    });

    it('under --json an error is the one document on standard output', async () => {
      for (const args of [['connector', 'list'], ['conector'], ['connector']]) {
        const { exitCode, stdout, stderr } = await runClient(BARE, [...args, '--json']);
        assert.equal(exitCode, 2);
        const { error } = JSON.parse(stdout) as ErrorDocument;
        assert.equal(error.code, 'InvalidArgument');
        assert.deepEqual(Object.keys(error), ['code', 'message', 'nextStep']);
        assert.match(stderr, /^InvalidArgument: /m);
      }
    });

    it('a reader that is gone before the end is no error', async () => {
      const shell = spawn('sh', ['-c', '"$0" "$1" --help | true', process.execPath, CLIENT], { env: BARE });
      let stderr = '';
      shell.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
      await once(shell, 'close');
      assert.equal(stderr, '');
    });
  });

  describe('missing settings', () => {
    it('are all named at once, for a command', async () => {
      const finished = await runClient(BARE, ['connector', 'list']);
      assertError(finished, 2, 'InvalidArgument', /AZURE_STORAGE_CONNECTION_STRING.*ARCHIVER_SECRETS_DIR/);
      assert.doesNotMatch(finished.stderr, /AZURE_TENANT_ID/);
    });

    it('are all named at once, for a worker', async () => {
      const named =
        /AZURE_STORAGE_CONNECTION_STRING.*AZURE_TENANT_ID.*AZURE_CLIENT_ID.*AZURE_CLIENT_SECRET.*ARCHIVER_SECRETS_DIR/;
      assertError(await runClient(BARE, ['worker']), 2, 'InvalidArgument', named);
    });

    it('are taken from --env-file', async () => {
      const env = await file('settings.env', `ARCHIVER_SECRETS_DIR=${directory}\n`);
      const finished = await runClient(BARE, ['connector', 'list', '--env-file', env]);
      assertError(finished, 2, 'InvalidArgument', /AZURE_STORAGE_CONNECTION_STRING/);
      assert.doesNotMatch(finished.stderr, /ARCHIVER_SECRETS_DIR/);
    });
  });

  describe('a connector file', () => {
    it('with unknown, missing and wrong keys is refused with all of them named, and no value', async () => {
      const { displayName: _, source, ...rest } = FILE;
      const wrong = { ...rest, id: 'No Id', sorce: source, source: { ...source, passwrd: 'hunter2' } };
      const finished = await create(await file('wrong.json', wrong));
      assertError(finished, 2, 'InvalidArgument', /id is.*displayName is missing.*source\.passwrd.*sorce/);
      assert.doesNotMatch(finished.stderr, /hunter2|No Id/);
    });

    it('that is no JSON, or is not there, is refused', async () => {
      assertError(
        await create(await file('no.json', '{ "id": ')),
        2,
        'InvalidArgument',
        /no JSON from line 1/,
      );
      assertError(await create(join(directory, 'none.json')), 2, 'InvalidArgument', /none\.json/);
    });

    it('is taken from standard input for -', async () => {
      assertError(await create('-', JSON.stringify({ ...FILE, id: 1 })), 2, 'InvalidArgument', /id is wrong/);
      // What is right goes on to the settings.
      assertError(await create('-', JSON.stringify(FILE)), 2, 'InvalidArgument', /Settings/);
    });

    it('from standard input leaves no room for the password', async () => {
      const args = ['connector', 'create', '--file', '-', '--password-stdin'];
      assertError(await runClient(BARE, args, 'hunter2'), 2, 'InvalidArgument', /cannot be both/);
    });

    it('naming a mapping CSV that is not there is refused', async () => {
      const mapping = { csvFile: 'none.csv' };
      const finished = await create(await file('unmapped.json', { ...FILE, mapping }));
      assertError(finished, 2, 'InvalidArgument', /none\.csv/);
    });
  });
});
