/**
 * A user as WhatsApp's clients write one: user, agent and device (`447700900123:12@s.whatsapp.net`, in older clients
 * `447700900123.0:12@…` and `447700900123_1:12@…`), and the server that says what the user part is.
 */
const USER = /^\+?(\d+)(?:[._]\d+)?(?::\d+)?@(s\.whatsapp\.net|c\.us|hosted|lid|hosted\.lid)$/i;

/** Meta's business-scoped user ids: a country, `ENT` for those of a parent portfolio, and up to 128 letters and digits. */
const BUSINESS_SCOPED = /^([a-z]{2}\.(?:ent\.)?)([a-z0-9]{1,128})$/i;

/** Whether the text is the id of a user on one of WhatsApp's servers. */
export function isWhatsAppId(text: string): boolean {
  return USER.test(text);
}

/** The number in a WhatsApp id, as it stands there; undefined where the id hides it (`@lid`) or is scoped to a business. */
export function numberInWhatsAppId(id: string): string | undefined {
  const [, user, server = 'lid'] = USER.exec(id) ?? [];
  return /lid$/i.test(server) ? undefined : user;
}

/**
 * The id without agent and device and in one case, so that a person is one on every device. `hosted.lid` is the same user
 * as `lid`, on a device that Meta hosts. Any other text stays as it is.
 */
export function plainWhatsAppId(id: string): string {
  const [, user, server = ''] = USER.exec(id) ?? [];
  if (user !== undefined) return `${user}@${server.toLowerCase().replace('hosted.', '')}`;
  // What follows the country may differ by case alone.
  return id.replace(BUSINESS_SCOPED, (_, scope: string, rest: string) => scope.toUpperCase() + rest);
}
