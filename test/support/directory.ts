import { openMicrosoft365 } from '../../src/microsoft365/open.js';
import type { Directory } from '../../src/microsoft365/microsoft365.js';
import { Secret } from '../../src/secret.js';
import { CLIENT_SECRET, type TestTenant } from './sandbox-tenant.js';

/** The product's own directory, asking this tenant. */
export function openDirectory({ tenantId, clientId, url }: TestTenant): Directory {
  return openMicrosoft365({
    cloud: 'worldwide',
    tenantId,
    clientId,
    credential: { clientSecret: new Secret(CLIENT_SECRET) },
    authorityHost: url,
    graphUrl: url,
  }).directory;
}
