import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { ArchiveError } from '../../src/domain/errors.js';
import { REASONS } from '../../src/domain/reasons.js';
import type { FoundUser } from '../../src/domain/user.js';
import type { Directory as Port } from '../../src/microsoft365/microsoft365.js';
import { openMicrosoft365 } from '../../src/microsoft365/open.js';
import { Secret } from '../../src/secret.js';
import { CLIENT_ID, CLIENT_SECRET, TENANT_ID } from '../../test/support/sandbox-tenant.js';
import { trust } from '../../test/support/trust.js';
import { withFarSide } from '../far-side.js';
import type { Asked, Directory } from '../far-sides/directory.js';
import { MB, number, say, type Figure } from '../measure.js';

const WAIT_MS = 1_000;

/** So many users, and a twentieth more addresses that nobody has, looked up at once in a directory that throttles. */
export async function bench(users = 20_000): Promise<Figure[]> {
  say(`directory: looks up ${number(users)} users, and a tenth of them against a narrow limit`);
  return await withFarSide('directory', users, async (told, ask) => {
    trust(told.ca);
    const usual = await lookAllUp(told);
    const figures = figuresOf('the documented limit', usual, (await ask()) as Asked);
    const tenth = told.addresses.filter((_, index) => index % 10 === 0);
    const slow = await lookAllUp({ ...told, addresses: tenth });
    return [...figures, ...figuresOf('a narrow limit', slow, (await ask()) as Asked)];
  });
}

interface Taken {
  addresses: number;
  seconds: number;
  heapBytes: number;
}

async function lookAllUp({ url, addresses }: Directory): Promise<Taken> {
  const { directory } = openMicrosoft365({
    cloud: 'worldwide',
    tenantId: TENANT_ID,
    clientId: CLIENT_ID,
    credential: { clientSecret: new Secret(CLIENT_SECRET) },
    authorityHost: url,
    graphUrl: url,
  });
  const startedAt = performance.now();
  const found = await Promise.all(addresses.map((address) => persist(directory, address)));
  const known = addresses.filter((address) => !address.startsWith('nobody'));
  assert.equal(found.filter(({ state }) => state === 'valid').length, known.length);
  return {
    addresses: addresses.length,
    seconds: (performance.now() - startedAt) / 1000,
    heapBytes: process.memoryUsage().heapUsed,
  };
}

/** As Temporal repeats a step: after the wait that the service asks for, or a second. */
async function persist(directory: Port, address: string): Promise<FoundUser> {
  for (;;) {
    try {
      return await directory.findUser(address, new AbortController().signal);
    } catch (error) {
      if (!(error instanceof ArchiveError) || !REASONS[error.code].retry) throw error;
      await delay(error.retryAfterMs ?? WAIT_MS);
    }
  }
}

function figuresOf(what: string, taken: Taken, { requests, inner, refused }: Asked): Figure[] {
  const { addresses, seconds, heapBytes } = taken;
  return [
    {
      what: `addresses, ${what}`,
      figure: `${number(addresses)} in ${number(seconds)} s, heap ${number(heapBytes / MB)} MB`,
    },
    {
      what: 'requests sent',
      figure: `${number(requests)}, holding ${number(inner)} look-ups`,
      ratio: { times: requests / addresses, yardstick: 'one for each address' },
    },
    { what: 'look-ups refused and repeated', figure: number(refused) },
  ];
}
