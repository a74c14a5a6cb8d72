import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ArchiveError } from '../src/domain/errors.js';
import { readSettings, type Need } from '../src/settings.js';
import { readEnvFile } from '../src/settings/env-file.js';
import type { Environment } from '../src/settings/schema.js';

const ALL: Need[] = ['storage', 'graph', 'secrets'];

describe('settings', () => {
  let directory: string;
  let complete: Record<string, string>;

  before(() => {
    directory = mkdtempSync(join(tmpdir(), 'archiver-settings-'));
    const certificate = join(directory, 'certificate.pem');
    writeFileSync(certificate, 'PEM');
    complete = {
      AZURE_STORAGE_CONNECTION_STRING: 'AccountName=a;AccountKey=canary==;',
      AZURE_TENANT_ID: 'contoso.onmicrosoft.com',
      AZURE_CLIENT_ID: '11111111-2222-3333-4444-555555555555',
      AZURE_CLIENT_CERTIFICATE_PATH: certificate,
      ARCHIVER_SECRETS_DIR: directory,
    };
  });

  after(() => rmSync(directory, { recursive: true }));

  /** The faults that are named, one a line. */
  function faultsOf(environment: Environment, need: Need[] = ALL): string[] {
    try {
      readSettings(environment, { need });
    } catch (error) {
      assert.ok(error instanceof ArchiveError && error.code === 'InvalidArgument');
      assert.doesNotMatch(`${error.message} ${error.nextStep}`, /canary/, 'a value is shown');
      return error.message
        .split('\n')
        .slice(1)
        .map((line) => line.trim());
    }
    return [];
  }

  it('fall back to the documented defaults', () => {
    const settings = readSettings(complete, { need: ALL });
    assert.equal(settings.taskQueue, 'whatsapp-archiver');
    assert.equal(settings.deployment, undefined);
    assert.equal(settings.settleMs, 300_000);
    assert.equal(settings.graph.cloud, 'worldwide');
    assert.equal(settings.graph.graphUrl, undefined);
    assert.deepEqual(settings.secrets, { directory });
  });

  it('come out as they are set', () => {
    const settings = readSettings(
      {
        ...complete,
        AZURE_STORAGE_CONNECTION_STRING: '',
        ARCHIVER_STORAGE_ACCOUNT_URL: 'https://a.blob.core.windows.net/',
        ARCHIVER_TABLE_ACCOUNT_URL: 'https://a.table.core.windows.net',
        AZURE_CLIENT_CERTIFICATE_PATH: '',
        AZURE_CLIENT_SECRET: 'canary',
        ARCHIVER_CLOUD: 'gcc-high',
        ARCHIVER_GRAPH_URL: 'https://127.0.0.1:8443',
        AZURE_AUTHORITY_HOST: 'https://login.contoso.example/',
        ARCHIVER_TASK_QUEUE: 'emea',
        ARCHIVER_WORKER_DEPLOYMENT: 'archiver_emea',
        ARCHIVER_SETTLE_SECONDS: '0',
      },
      { need: ALL },
    );
    assert.deepEqual(settings.storage, {
      blobUrl: 'https://a.blob.core.windows.net',
      tableUrl: 'https://a.table.core.windows.net',
    });
    assert.ok('clientSecret' in settings.graph.credential);
    assert.equal(settings.graph.credential.clientSecret.reveal(), 'canary');
    assert.equal(settings.graph.cloud, 'gcc-high');
    assert.equal(settings.graph.graphUrl, 'https://127.0.0.1:8443');
    assert.equal(settings.graph.authorityHost, 'https://login.contoso.example');
    assert.equal(settings.taskQueue, 'emea');
    assert.equal(settings.deployment, 'archiver_emea');
    assert.equal(settings.settleMs, 0);
    assert.doesNotMatch(JSON.stringify(settings), /canary/);
  });

  it('name all that is missing at once', () => {
    assert.deepEqual(
      faultsOf({}).map((fault) => fault.split(' ')[0]),
      [
        'AZURE_STORAGE_CONNECTION_STRING',
        'AZURE_TENANT_ID',
        'AZURE_CLIENT_ID',
        'AZURE_CLIENT_CERTIFICATE_PATH',
        'ARCHIVER_SECRETS_DIR',
      ],
    );
    assert.ok(faultsOf({}).includes('AZURE_TENANT_ID is missing (the tenant of the app registration)'));
  });

  it('that are wrong are named together with those that are missing, and never shown', () => {
    const faults = faultsOf({
      AZURE_STORAGE_CONNECTION_STRING: 'canary-no-connection-string',
      ARCHIVER_GRAPH_URL: 'http://canary.example',
      ARCHIVER_CLOUD: 'canary',
      ARCHIVER_SETTLE_SECONDS: '-1',
      ARCHIVER_TASK_QUEUE: 'canary queue',
      ARCHIVER_WORKER_DEPLOYMENT: 'canary.deployment',
    });
    for (const name of [
      'AZURE_STORAGE_CONNECTION_STRING is not',
      'ARCHIVER_GRAPH_URL is not an https',
      'ARCHIVER_CLOUD is none of worldwide, gcc, gcc-high, dod',
      'ARCHIVER_SETTLE_SECONDS is not',
      'ARCHIVER_TASK_QUEUE is not',
      'ARCHIVER_WORKER_DEPLOYMENT is not',
      'AZURE_TENANT_ID is missing',
    ]) {
      assert.ok(
        faults.some((fault) => fault.startsWith(name)),
        name,
      );
    }
  });

  it('are asked for only where they are needed', () => {
    assert.deepEqual(faultsOf({}, []), []);
    assert.deepEqual(faultsOf({ ARCHIVER_SECRETS_DIR: directory }, ['secrets']), []);
  });

  it('refuse a second storage or a second credential beside the first', () => {
    const twice = {
      ...complete,
      ARCHIVER_TABLE_ACCOUNT_URL: 'https://a.example',
      AZURE_CLIENT_SECRET: 'canary',
    };
    assert.equal(faultsOf(twice).filter((fault) => fault.includes('as well as')).length, 2);
  });

  it('refuse half of the two storage addresses', () => {
    assert.deepEqual(faultsOf({ ARCHIVER_STORAGE_ACCOUNT_URL: 'https://a.example' }, ['storage']), [
      'ARCHIVER_TABLE_ACCOUNT_URL is missing (goes with ARCHIVER_STORAGE_ACCOUNT_URL)',
    ]);
  });

  it('refuse a certificate and a secrets directory that are not there', () => {
    const gone = {
      ...complete,
      AZURE_CLIENT_CERTIFICATE_PATH: '/canary.pem',
      ARCHIVER_SECRETS_DIR: '/canary',
    };
    assert.equal(faultsOf(gone).filter((fault) => fault.includes('names no')).length, 2);
  });

  it('say of Key Vault that it does not work yet and what does', () => {
    assert.deepEqual(faultsOf({ ARCHIVER_KEY_VAULT_URL: 'https://vault.example' }, []), [
      'ARCHIVER_KEY_VAULT_URL does not work yet (leave it out and use ARCHIVER_SECRETS_DIR)',
    ]);
  });

  it('only take https addresses without user, password, query or fragment', () => {
    for (const url of ['http://a', 'https://u:p@a', 'https://a?x=1', 'https://a/#f', 'a', 'https://']) {
      assert.equal(faultsOf({ ARCHIVER_GRAPH_URL: url }, []).length, 1, url);
    }
  });

  describe('of an env file', () => {
    it('give way to the environment', () => {
      const path = join(directory, 'env');
      writeFileSync(path, '# comment\nARCHIVER_CLOUD=dod\nARCHIVER_TASK_QUEUE="from file"\n');
      const environment = readEnvFile(path, { ARCHIVER_CLOUD: 'gcc' });
      assert.equal(environment['ARCHIVER_CLOUD'], 'gcc');
      assert.equal(environment['ARCHIVER_TASK_QUEUE'], 'from file');
    });

    it('are refused where the file is not there', () => {
      assert.throws(() => readEnvFile(join(directory, 'absent')), {
        code: 'InvalidArgument',
        message: /absent/,
      });
    });
  });
});
