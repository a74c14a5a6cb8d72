import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ADMIN, type Installation } from '../sandbox/installation.js';
import { BYSTANDER } from '../sandbox/world/employees.js';
import { cloudChat } from '../sandbox/world/cloud-chat.js';
import type { World } from '../sandbox/world/world.js';

export type WizardPlace = Pick<Installation, 'site' | 'tenant' | 'directory'> & {
  world: World;
  consoleUrl: string;
};

/**
 * Gives the pretend systems what somebody needs who adds a connector by hand, and resolves to what to type. The account
 * archives its other product for nobody yet. Only once the mailboxes have been compared: what is imported then is more.
 */
export async function prepareWizard(place: WizardPlace): Promise<string> {
  const { site, tenant, directory, world, consoleUrl } = place;
  const { items, mailboxes } = cloudChat(world);
  site.addItems(items);
  const open = world.tenantUsers.find(({ id }) => id === mailboxes[0]);
  const closed = world.tenantUsers.find(({ displayName }) => displayName === BYSTANDER.name);
  if (closed) tenant.rights.deniedMailboxes.add(closed.id);
  const file = join(directory, 'whatsapp-cloud.csv');
  await writeFile(file, world.mappingCsv);
  const { username, password } = ADMIN;
  return [
    `Add a connector by hand: ${consoleUrl}/connectors/new (${items.length} messages of yesterday are waiting for it)`,
    `  login         WhatsApp Cloud Archiver, ${site.url}, user ${username}, password ${password}`,
    `  user mapping  automatic will do; a file to try: ${file} (some of its rows are refused)`,
    `  Microsoft 365 ${open?.userPrincipalName ?? ''} is to open, ${closed?.userPrincipalName ?? ''} is not`,
  ].join('\n');
}
