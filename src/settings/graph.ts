import { existsSync } from 'node:fs';
import type { Secret } from '../secret.js';
import type { Cloud, Given, Values } from './schema.js';
import { missing, type System } from './system.js';

/** The app registration that writes to mailboxes. `graphUrl` and `authorityHost` override the cloud's own. */
export interface GraphSettings {
  cloud: Cloud;
  tenantId: string;
  clientId: string;
  credential: { certificatePath: string } | { clientSecret: Secret };
  graphUrl: string | undefined;
  authorityHost: string | undefined;
}

export const graph: System<GraphSettings> = {
  names: [
    'AZURE_TENANT_ID',
    'AZURE_CLIENT_ID',
    'AZURE_CLIENT_CERTIFICATE_PATH',
    'AZURE_CLIENT_SECRET',
    'AZURE_AUTHORITY_HOST',
    'ARCHIVER_CLOUD',
    'ARCHIVER_GRAPH_URL',
  ],
  faults,
  build,
};

function faults(given: Given): string[] {
  const { AZURE_CLIENT_CERTIFICATE_PATH: certificate, AZURE_CLIENT_SECRET: secret } = given;
  const found = [
    ...missing(given, 'AZURE_TENANT_ID', 'the tenant of the app registration'),
    ...missing(given, 'AZURE_CLIENT_ID', 'the application id of the app registration'),
  ];
  if (certificate === undefined && secret === undefined) {
    found.push('AZURE_CLIENT_CERTIFICATE_PATH is missing (or, instead of it, AZURE_CLIENT_SECRET)');
  }
  if (certificate !== undefined && secret !== undefined) {
    found.push('AZURE_CLIENT_SECRET is set as well as AZURE_CLIENT_CERTIFICATE_PATH (keep one of them)');
  }
  if (certificate !== undefined && !existsSync(certificate)) {
    found.push('AZURE_CLIENT_CERTIFICATE_PATH names no file (a PEM file of certificate and private key)');
  }
  return found;
}

function build(values: Values): GraphSettings | undefined {
  const { AZURE_TENANT_ID: tenantId, AZURE_CLIENT_ID: clientId } = values;
  const { AZURE_CLIENT_CERTIFICATE_PATH: certificatePath, AZURE_CLIENT_SECRET: clientSecret } = values;
  const credential = certificatePath !== undefined ? { certificatePath } : clientSecret && { clientSecret };
  if (tenantId === undefined || clientId === undefined || credential === undefined) return undefined;
  const { ARCHIVER_CLOUD: cloud, ARCHIVER_GRAPH_URL: graphUrl, AZURE_AUTHORITY_HOST: authorityHost } = values;
  return { cloud, tenantId, clientId, credential, graphUrl, authorityHost };
}
