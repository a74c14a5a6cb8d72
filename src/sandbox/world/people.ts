/** A user of the pretend tenant, in Microsoft Graph's words. */
export interface TenantUser {
  /** Entra object id. */
  id: string;
  userPrincipalName: string;
  mail: string | null;
  /** As Exchange writes them: `SMTP:` marks the primary address, `smtp:` an alias. */
  proxyAddresses: string[];
  displayName: string;
  hasMailbox: boolean;
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
  /** The truth: object id of the mailbox that copies belong in, null where there is none. */
  mailbox: string | null;
}

export interface Person {
  name: string;
  isEmployee: boolean;
  identities: [Identity, ...Identity[]];
}
