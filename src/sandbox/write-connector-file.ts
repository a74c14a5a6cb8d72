import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ADMIN, type PretendTeleMessage } from './installation.js';
import type { World } from './world/world.js';

/**
 * Writes a connector file and its mapping CSV into the directory and resolves to the file's path. Its source is the SFTP
 * server where there is one, else the site.
 */
export async function writeConnectorFile(
  { directory, ...teleMessage }: PretendTeleMessage & { directory: string },
  world: World,
  id: string,
): Promise<string> {
  const csvFile = `${id}.csv`;
  await writeFile(join(directory, csvFile), world.mappingCsv);
  const file = join(directory, `${id}.json`);
  const connector = {
    id,
    displayName: 'WhatsApp EMEA',
    source: { ...sourceOf(teleMessage, `telemessage-${id}`), product: world.product },
    schedule: { cron: '0 2 * * *', timezone: 'UTC', start: world.window.from },
    mapping: {
      automatic: world.mapping !== 'csv',
      ...(world.mapping !== 'automatic' && { csvFile }),
    },
    termsAccepted: { by: 'admin@contoso.example', at: '2026-11-20T09:00:00Z' },
  };
  await writeFile(file, JSON.stringify(connector, null, 2));
  return file;
}

function sourceOf({ site, sshd }: PretendTeleMessage, secret: string): object {
  if (sshd === undefined) {
    return { type: 'telemessage', url: site.url, username: ADMIN.username, passwordSecret: secret };
  }
  const { host, port, username, password, hostKey, directory } = sshd;
  const login = password === undefined ? { privateKeySecret: secret } : { passwordSecret: secret };
  return { type: 'telemessage-sftp', host, port, username, ...login, hostKey, directory };
}

/** What `connector create --password-stdin` must be given for that file: a password, or a private key. */
export function loginOf({ sshd }: PretendTeleMessage): string {
  return sshd === undefined ? ADMIN.password : (sshd.password ?? sshd.privateKey);
}
