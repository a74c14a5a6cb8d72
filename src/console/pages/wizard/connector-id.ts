/** `/connectors/new` is the product's page: a connector of this id could not be opened. */
export const RESERVED_IDS: readonly string[] = ['new'];

const MAX_CHARACTERS = 63;

/** `WhatsApp EMEA (Köln)` → `whatsapp-emea-koln`; empty where nothing of the name can stand in an id. Pure. */
export function idFrom(displayName: string): string {
  return displayName
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_CHARACTERS)
    .replaceAll(/^-|-$/g, '');
}
