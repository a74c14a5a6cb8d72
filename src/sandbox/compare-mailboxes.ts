import type { Microsoft365Sandbox } from './microsoft365/tenant.js';
import { sha256 } from './world/files.js';
import type { World } from './world/world.js';

const FOLDER = 'WhatsApp Archiver';

/**
 * Holds the tenant's own state against what the generator expects, and asks nothing of the product: every expected
 * copy once, with every file once, nothing else, none a draft. Resolves to one line per difference; none is the proof.
 */
export function compareMailboxes(world: World, tenant: Microsoft365Sandbox): string[] {
  const found = new Map<string, number>();
  const differences: string[] = [];
  const files = new Map(world.expected.copies.map((copy) => [nameOf(copy), copy.files]));
  for (const { id } of world.tenantUsers) {
    for (const message of tenant.messagesOf(id)) {
      const item = message.internetMessageHeaders.find(({ name }) =>
        /^x-whatsapp-archiver-item$/i.test(name),
      )?.value;
      const copy = copyName(id, item ?? 'unknown', revisionOf(message.internetMessageId));
      found.set(copy, (found.get(copy) ?? 0) + 1);
      if (message.isDraft) differences.push(`${copy} is a draft`);
      differences.push(...wrongFiles(copy, files.get(copy) ?? [], message.attachments));
      if (message.folderName !== FOLDER) differences.push(`${copy} lies in the folder ${message.folderName}`);
    }
  }
  const expected = new Set(world.expected.copies.map(nameOf));
  for (const copy of expected) {
    const times = found.get(copy) ?? 0;
    if (times !== 1) differences.push(`${copy} is there ${times} times`);
  }
  for (const copy of found.keys()) if (!expected.has(copy)) differences.push(`${copy} should not be there`);
  return differences;
}

/** What the mail has beside the item's own files is its maker's affair. */
function wrongFiles(copy: string, expected: readonly string[], attachments: { bytes: Buffer }[]): string[] {
  if (expected.length === 0) return [];
  const found = attachments.map(({ bytes }) => sha256(bytes));
  const count = (files: readonly string[], wanted: string) => files.filter((file) => file === wanted).length;
  return [...new Set(expected)].flatMap((file) => {
    const [times, wanted] = [count(found, file), count(expected, file)];
    return times === wanted ? [] : [`${copy} holds the file ${file} ${times} times, not ${wanted}`];
  });
}

function nameOf({ mailbox, itemId, revision }: World['expected']['copies'][number]): string {
  return copyName(mailbox, itemId, revision);
}

function copyName(mailbox: string, itemId: string, revision: number): string {
  return `item ${itemId} revision ${revision} in mailbox ${mailbox}`;
}

function revisionOf(messageId: string): number {
  return Number(/\.r(\d+)@/.exec(messageId)?.[1] ?? 0);
}
