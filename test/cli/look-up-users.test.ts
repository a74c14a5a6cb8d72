import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { lookUpUsers } from '../../src/cli/look-up-users.js';
import {
  CLIENT_ID,
  CLIENT_SECRET,
  startTenant,
  TENANT_ID,
  type TestTenant,
} from '../support/sandbox-tenant.js';

const MANY = 30;

describe('the look-ups of a command', () => {
  let tenant: TestTenant;
  let directory: string;
  let envFile: string;
  const addresses = Array.from({ length: MANY }, (_, index) => `person.${index}@contoso.example`);

  beforeEach(async () => {
    tenant = await startTenant({
      users: addresses.map((userPrincipalName) => ({ userPrincipalName, displayName: userPrincipalName })),
    });
    directory = await mkdtemp(join(tmpdir(), 'look-ups-'));
    envFile = join(directory, 'env');
    const lines = [
      `AZURE_TENANT_ID=${TENANT_ID}`,
      `AZURE_CLIENT_ID=${CLIENT_ID}`,
      `AZURE_CLIENT_SECRET=${CLIENT_SECRET}`,
      `AZURE_AUTHORITY_HOST=${tenant.url}`,
      `ARCHIVER_GRAPH_URL=${tenant.url}`,
    ];
    await writeFile(envFile, lines.join('\n'));
  });
  afterEach(async () => {
    await tenant.close();
    await rm(directory, { recursive: true });
  });

  const lookUp = async () => await lookUpUsers({ json: true, verbose: false, envFile: [envFile] }, addresses);

  it('of many addresses at once print no warning of Node about them', async () => {
    const warnings: string[] = [];
    const listen = ({ name }: Error): void => void warnings.push(name);
    process.on('warning', listen);
    try {
      assert.equal((await lookUp()).size, MANY);
      await turn();
    } finally {
      process.off('warning', listen);
    }
    assert.deepEqual(warnings, []);
  });

  it('wait a second where Microsoft says to come back at once', async () => {
    tenant.failNext(2, { match: 'users', status: 429, retryAfter: 0 });
    const startedAt = Date.now();
    const found = await lookUp();
    assert.ok([...found.values()].every(({ state }) => state === 'valid'));
    assert.ok(Date.now() - startedAt >= 1_000);
  });
});
