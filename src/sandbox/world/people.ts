/** A user of the pretend tenant, in Microsoft Graph's words. */
export interface TenantUser {
  /** Entra object id. */
  id: string;
  userPrincipalName: string;
  mail: string | null;
  /** As Exchange writes them: `SMTP:` marks the primary address, `smtp:` an alias. */
  proxyAddresses: string[];
  displayName: string;
  accountEnabled: boolean;
  userType: 'Member' | 'Guest';
  hasMailbox: boolean;
  userPurpose: 'user' | 'shared';
}

/** Which ways of mapping a connector uses: the mapping CSV, the User's Email address property, or both. */
export type MappingMode = 'csv' | 'automatic' | 'both';

/** Object ids of the mailboxes that the CSV and the User's Email address property lead to; null for none. */
export interface Mailboxes {
  csv: string | null;
  automatic: string | null;
}

/** One WhatsApp registration of a person; two phones make two of them. */
export interface Identity {
  displayName?: string;
  /** E.164 without the plus; absent where the number is hidden. */
  digits?: string;
  /** Set where it is no form of the number. */
  whatsAppId?: string;
  /** The archive has only the WhatsApp id, although the number stands in it. */
  isKnownByIdOnly?: boolean;
  /** The User's Email address property. */
  userEmailAddress?: string;
  /** The truth about whose it is. */
  mailboxes: Mailboxes;
  /** From this instant on the number is somebody else's, as the CSV has it. */
  handedOver?: { at: string; mailbox: string };
}

export interface Person {
  name: string;
  isEmployee: boolean;
  identities: [Identity, ...Identity[]];
}

export function hasMailbox({ mailboxes }: Identity): boolean {
  return mailboxes.csv !== null || mailboxes.automatic !== null;
}

/** The truth: object id of the mailbox that a copy of what happened at `ms` belongs in, null where there is none. */
export function mailboxOf({ mailboxes, handedOver }: Identity, mode: MappingMode, ms: number): string | null {
  const isHandedOver = handedOver !== undefined && ms >= Date.parse(handedOver.at);
  const csv = isHandedOver ? handedOver.mailbox : mailboxes.csv;
  return { csv, automatic: mailboxes.automatic, both: csv ?? mailboxes.automatic }[mode];
}
