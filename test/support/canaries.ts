import type { World } from '../../src/sandbox/world/world.js';

/** Shorter ones would be found in anybody's words; numbers, names and addresses count at any length. */
const SHORTEST_TEXT = 8;

interface RawItem {
  text?: string;
  thread?: { name?: string };
  attachments?: { fileName?: string; caption?: string }[];
  [key: string]: unknown;
}

/** What must stand nowhere but in storage and mailboxes: everybody's numbers, ids, names and addresses, and what they wrote. */
export function canariesOf({ people, tenantUsers, items }: World): string[] {
  const identities = people.flatMap((person) => person.identities);
  const found = [
    ...identities.flatMap(({ displayName, digits, whatsAppId, userEmailAddress }) => [
      displayName,
      digits,
      whatsAppId,
      userEmailAddress,
    ]),
    ...tenantUsers.flatMap(({ userPrincipalName, mail, displayName, proxyAddresses }) => [
      userPrincipalName,
      mail,
      displayName,
      ...proxyAddresses.map((address) => address.replace(/^smtp:/i, '')),
    ]),
    ...(items as RawItem[]).flatMap(writtenIn),
  ];
  return [...new Set(found.filter((text) => typeof text === 'string' && text !== ''))] as string[];
}

function writtenIn({ text, thread, attachments }: RawItem): unknown[] {
  const files = Array.isArray(attachments) ? attachments : [];
  return [text, thread?.name, ...files.flatMap(({ fileName, caption }) => [fileName, caption])].filter(
    (each) => typeof each === 'string' && each.length >= SHORTEST_TEXT,
  );
}

/** The canaries that stand in the bytes: as they are, as JSON writes them, in base64, and numbers also with spaces in them. */
export function canariesIn(bytes: Buffer, canaries: readonly string[]): string[] {
  const text = bytes.toString('latin1');
  const lowered = text.toLowerCase();
  const joined = text.replaceAll(/[\s()+.-]/g, '');
  return canaries.filter(
    (canary) =>
      spellings(canary).some((spelling) => lowered.includes(spelling.toLowerCase())) ||
      inBase64(canary).some((spelling) => text.includes(spelling)) ||
      (/^\d+$/.test(canary) && joined.includes(canary)),
  );
}

/** As latin1, like the bytes they are looked for in. */
function spellings(canary: string): string[] {
  const escaped = JSON.stringify(canary).slice(1, -1);
  return [canary, escaped].map((spelling) => Buffer.from(spelling).toString('latin1'));
}

/** What of its base64 does not depend on what stands around it, for each of the three places it can begin at. */
function inBase64(canary: string): string[] {
  const bytes = Buffer.from(canary);
  return [0, 1, 2].map((shift) => {
    const whole = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const first = Math.ceil((shift * 8) / 6);
    const last = Math.floor(((shift + bytes.length) * 8) / 6);
    return whole.slice(first, last);
  });
}
