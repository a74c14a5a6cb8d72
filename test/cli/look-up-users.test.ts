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
const SEVERAL_TURNS = 2_000;
const NAMES_IN_A_FILTER = 15;
const ADDRESSES_IN_A_FILTER = 5;
const REQUESTS_IN_A_BATCH = 20;

describe('the look-ups of a command', () => {
  let tenant: TestTenant;
  let directory: string;
  let envFile: string;
  const all = Array.from({ length: SEVERAL_TURNS }, (_, index) => `person.${index}@contoso.example`);
  const addresses = all.slice(0, MANY);

  beforeEach(async () => {
    tenant = await startTenant({
      users: all.map((address, index) => ({
        userPrincipalName: index % 2 === 0 ? address : `name.${address}`,
        mail: address,
        displayName: address,
      })),
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

  const lookUp = async (some = addresses) =>
    await lookUpUsers({ json: true, verbose: false, envFile: [envFile] }, some);

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

  it('of thousands go out in full batches, the last ones too', async () => {
    assert.equal((await lookUp(all)).size, all.length);
    const batches = tenant.requests.filter(({ path }) => path.endsWith('/$batch')).length;
    const searches = all.length / NAMES_IN_A_FILTER + all.length / 2 / ADDRESSES_IN_A_FILTER;
    const full = (searches + all.length) / REQUESTS_IN_A_BATCH;
    assert.ok(batches < 1.25 * full, `${batches} batches, ${Math.ceil(full)} would be full`);
  });
});
