import { startTeleMessageSite, type TeleMessageSiteOptions } from '../../../src/sandbox/telemessage/site.js';
import { makeTls } from '../../../src/sandbox/tls.js';
import { call, type Answer, type Call } from '../https-client.js';

export const ACCOUNT = {
  id: 'account-1',
  username: 'admin@contoso.example',
  password: 'right',
  products: ['whatsapp-phone-archiver'],
};

/** A record with no more than the site itself looks at. */
export function record(itemId: string, archivedTime: string, revision = 0) {
  return { itemId, revision, product: 'whatsapp-phone-archiver', archivedTime };
}

export type TestSite = Awaited<ReturnType<typeof startTestSite>>;

/** A site with one account, and calls to it that know its authority. */
export async function startTestSite(options: Partial<TeleMessageSiteOptions> = {}) {
  const tls = await makeTls();
  const site = await startTeleMessageSite({ tls, accounts: [ACCOUNT], items: [], ...options });
  const ask = (path: string, options: Omit<Call, 'ca'> = {}) =>
    call(site.url + path, { ...options, ca: tls.ca });
  const logIn = (password = ACCOUNT.password, username = ACCOUNT.username) =>
    post(ask, JSON.stringify({ username, password }));
  const token = async () => String(Object((await logIn()).json).token);
  const askItems = (bearer: string, query: Record<string, string>) =>
    ask(`/rest/v1/archive/items?${new URLSearchParams(query).toString()}`, {
      headers: { authorization: `Bearer ${bearer}` },
    });
  return { site, ask, logIn, token, askItems };
}

/** Sends a login body as it is. */
export function post(
  ask: (path: string, options: Omit<Call, 'ca'>) => Promise<Answer>,
  body: string,
  contentType = 'application/json',
): Promise<Answer> {
  return ask('/rest/v1/session', { method: 'POST', headers: { 'content-type': contentType }, body });
}
