import type { Microsoft365Sandbox } from './microsoft365/tenant.js';
import type { World } from './world/world.js';

const FOLDER = 'WhatsApp Archiver';

/**
 * Holds the tenant's own state against what the generator expects, and asks nothing of the product: every expected
 * copy once, nothing else, none a draft. Resolves to one line per difference; none is the proof.
 */
export function compareMailboxes(world: World, tenant: Microsoft365Sandbox): string[] {
  const found = new Map<string, number>();
  const differences: string[] = [];
  for (const { id } of world.tenantUsers) {
    for (const message of tenant.messagesOf(id)) {
      const item = message.internetMessageHeaders.find(({ name }) =>
        /^x-whatsapp-archiver-item$/i.test(name),
      )?.value;
      const copy = copyName(id, item ?? 'unknown', revisionOf(message.internetMessageId));
      found.set(copy, (found.get(copy) ?? 0) + 1);
      if (message.isDraft) differences.push(`${copy} is a draft`);
      if (message.folderName !== FOLDER) differences.push(`${copy} lies in the folder ${message.folderName}`);
    }
  }
  const expected = new Set(
    world.expected.copies.map(({ mailbox, itemId, revision }) => copyName(mailbox, itemId, revision)),
  );
  for (const copy of expected) {
    const times = found.get(copy) ?? 0;
    if (times !== 1) differences.push(`${copy} is there ${times} times`);
  }
  for (const copy of found.keys()) if (!expected.has(copy)) differences.push(`${copy} should not be there`);
  return differences;
}

function copyName(mailbox: string, itemId: string, revision: number): string {
  return `item ${itemId} revision ${revision} in mailbox ${mailbox}`;
}

function revisionOf(messageId: string): number {
  return Number(/\.r(\d+)@/.exec(messageId)?.[1] ?? 0);
}
