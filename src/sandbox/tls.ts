import { randomUUID } from 'node:crypto';
import { generate } from 'selfsigned';

const DAY_MS = 86_400_000;

/** PEM texts. Clients trust `ca`, in Node through NODE_EXTRA_CA_CERTS; servers present `key` and `cert`. */
export interface Tls {
  key: string;
  cert: string;
  ca: string;
}

/** A throw-away authority and a certificate of it for `localhost` and `127.0.0.1`, both good for so many days. */
export async function makeTls({ days = 90 } = {}): Promise<Tls> {
  const common = {
    keyType: 'ec',
    algorithm: 'sha256',
    // Begun yesterday, because a client in a container may have a clock that lags behind.
    notBeforeDate: new Date(Date.now() - DAY_MS),
    notAfterDate: new Date(Date.now() + days * DAY_MS),
  } as const;
  // A name of its own each: a client that trusts two authorities of one name tries the wrong key.
  const authority = await generate(
    [{ name: 'commonName', value: `Sandbox Throw-away Authority ${randomUUID()}` }],
    {
      ...common,
      extensions: [
        { name: 'basicConstraints', cA: true, critical: true },
        { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
      ],
    },
  );
  const leaf = await generate([{ name: 'commonName', value: 'localhost' }], {
    ...common,
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  return { key: leaf.private, cert: leaf.cert, ca: authority.cert };
}
