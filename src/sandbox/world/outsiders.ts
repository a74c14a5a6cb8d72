import { hiddenNumberId } from './employees.js';
import type { Identity, Person, TenantUser } from './people.js';
import type { Random } from './random.js';

/** What the archive knows an outsider by. */
type KnownBy = 'number' | 'number-in-id' | 'hidden-number' | 'business-id' | 'foreign-address';

/** None of them has a mailbox with us, and names are as strangers choose them. */
export const OUTSIDERS: readonly { name?: string; by: KnownBy }[] = [
  { name: 'Ravi <b>Ñandú</b>; Fabrikam', by: 'number' },
  { name: '👻🎉', by: 'number-in-id' },
  { by: 'number' },
  { name: 'हरि शर्मा', by: 'hidden-number' },
  { name: 'Casey\u202Eyenoh\u202C', by: 'business-id' },
  { name: 'Priya Nair, Fabrikam', by: 'foreign-address' },
];

const GUEST_ADDRESS = 'priya.nair@fabrikam.example';

export function outsider(
  { name, by }: (typeof OUTSIDERS)[number],
  random: Random,
  nextDigits: () => string,
): Person {
  const identity: Identity = {
    ...(name !== undefined && { displayName: name }),
    ...KNOWN_BY[by](random, nextDigits),
    mailboxes: { csv: null, automatic: null },
  };
  return { name: name ?? 'without a name', isEmployee: false, identities: [identity] };
}

/** The tenant knows the foreign address, as that of a guest: an account in the directory, and no mailbox. */
export function makeGuest(random: Random): TenantUser {
  return {
    id: random.uuid(),
    userPrincipalName: `${GUEST_ADDRESS.replace('@', '_')}#EXT#@contoso.example`,
    mail: GUEST_ADDRESS,
    proxyAddresses: [`SMTP:${GUEST_ADDRESS}`],
    displayName: 'Priya Nair',
    accountEnabled: true,
    userType: 'Guest',
    hasMailbox: false,
    userPurpose: 'user',
  };
}

const KNOWN_BY: Record<KnownBy, (random: Random, nextDigits: () => string) => Omit<Identity, 'mailboxes'>> = {
  number: (_random, nextDigits) => ({ digits: nextDigits() }),
  'number-in-id': (_random, nextDigits) => ({ digits: nextDigits(), isKnownByIdOnly: true }),
  'hidden-number': (random) => ({ whatsAppId: hiddenNumberId(random) }),
  'business-id': (random) => ({ whatsAppId: businessScopedId(random) }),
  'foreign-address': (_random, nextDigits) => ({ digits: nextDigits(), userEmailAddress: GUEST_ADDRESS }),
};

/** Country and digits, as WhatsApp gives them to businesses in place of a number. */
function businessScopedId(random: Random): string {
  return `US.${tenDigits(random)}${tenDigits(random)}`;
}

function tenDigits(random: Random): string {
  return String(random.bits()).padStart(10, '0');
}
