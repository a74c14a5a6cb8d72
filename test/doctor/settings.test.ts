import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { examineSettings } from '../../src/doctor/settings.js';
import { usableSettings } from '../../src/settings.js';
import { assertFinding, statesOf } from './support.js';

const STORAGE = { AZURE_STORAGE_CONNECTION_STRING: 'AccountName=a;AccountKey=canary==;' };
const GRAPH = {
  AZURE_TENANT_ID: 'contoso.onmicrosoft.com',
  AZURE_CLIENT_ID: '1',
  AZURE_CLIENT_SECRET: 'canary',
};
const COMPLETE = { ...STORAGE, ...GRAPH, ARCHIVER_SECRETS_DIR: tmpdir() };

describe('the check of settings', () => {
  it('finds nothing where they are complete', () => {
    assertFinding(examineSettings(COMPLETE), 'all', 'good');
  });

  it('gives every fault a line of its own, with its name and never with its value', () => {
    const findings = examineSettings({
      ...STORAGE,
      ARCHIVER_GRAPH_URL: 'http://canary.example',
      AZURE_TENANT_ID: 'canary canary',
      ARCHIVER_SECRETS_DIR: '/canary',
    });
    assert.deepEqual(statesOf(findings), {
      AZURE_TENANT_ID: 'bad',
      ARCHIVER_GRAPH_URL: 'bad',
      AZURE_CLIENT_ID: 'bad',
      AZURE_CLIENT_CERTIFICATE_PATH: 'bad',
      ARCHIVER_SECRETS_DIR: 'bad',
    });
    assert.doesNotMatch(JSON.stringify(findings), /canary/);
    assertFinding(findings, 'AZURE_CLIENT_ID', 'bad', { detail: /^is missing/, nextStep: /--env-file/ });
  });
});

describe('the settings that can be used', () => {
  it('are all of them where none is wrong', () => {
    const { storage, graph, secrets, taskQueue } = usableSettings(COMPLETE);
    assert.ok(storage && graph && secrets);
    assert.equal(taskQueue, 'whatsapp-archiver');
  });

  it('are those of storage where those of Microsoft 365 are wrong, and the other way round', () => {
    const one = usableSettings({ ...COMPLETE, ARCHIVER_CLOUD: 'moon' });
    assert.deepEqual([one.storage !== undefined, one.graph], [true, undefined]);
    const other = usableSettings({ ...COMPLETE, ARCHIVER_TABLE_ACCOUNT_URL: 'https://a.example' });
    assert.deepEqual([other.storage, other.graph !== undefined], [undefined, true]);
  });

  it('are not those with a default in place of what was meant', () => {
    assert.equal(usableSettings({ ...COMPLETE, ARCHIVER_GRAPH_URL: 'nonsense' }).graph, undefined);
    assert.equal(usableSettings({ ...COMPLETE, ARCHIVER_TASK_QUEUE: 'no/queue' }).taskQueue, undefined);
  });
});
