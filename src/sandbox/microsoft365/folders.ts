import type { Hono } from 'hono';
import { z } from 'zod';
import { badRequest } from './graph-error.js';
import { param, type MailContext } from './mail-call.js';
import type { Folder, Mailbox } from './mailbox.js';
import { parseBody, parseJson } from './message-body.js';
import { parseFilter } from './odata.js';
import { collection, MAIL_PAGES, pick, readQuery } from './query.js';
import { limitBody } from './request-size.js';
import type { GraphEnv } from './requests.js';
import type { Tenant } from './state.js';

const TYPE = 'microsoft.graph.mailFolder';
const LIST_OPTIONS = ['$top', '$skip', '$filter', '$select', '$count', 'includeHiddenFolders'];

const newFolderSchema = z.strictObject({
  '@odata.type': z.string().optional(),
  displayName: z.string().trim().min(1).max(255),
  isHidden: z.boolean().optional(),
});

/** Folders hang directly under the mailbox's root or under another folder. */
export function folderRoutes(
  mail: Hono<GraphEnv & { Variables: { mailbox: Mailbox } }>,
  tenant: Tenant,
): void {
  const limit = limitBody(tenant);
  for (const [path, parentOf] of [
    ['/mailFolders', (c: MailContext): Folder => c.get('mailbox').root],
    ['/mailFolders/:folder/childFolders', (c: MailContext): Folder => folderOf(c)],
  ] as const) {
    mail.get(path, (c) => listFolders(c, parentOf(c)));
    mail.post(path, limit, (c) => createFolder(c, parentOf(c)));
  }
  mail.get('/mailFolders/:folder', (c) => {
    const { select } = readQuery(c, { options: ['$select'], ...MAIL_PAGES });
    return c.json(view(c.get('mailbox'), folderOf(c), select));
  });
  mail.delete('/mailFolders/:folder', (c) => {
    c.get('mailbox').removeFolder(folderOf(c));
    return c.body(null, 204);
  });
}

export function folderOf(c: MailContext): Folder {
  return c.get('mailbox').folder(param(c, 'folder'));
}

function listFolders(c: MailContext, parent: Folder): Response {
  const query = readQuery(c, { options: LIST_OPTIONS, ...MAIL_PAGES });
  const mailbox = c.get('mailbox');
  const showsHidden = c.req.query('includeHiddenFolders') === 'true';
  const matches = query.filter === undefined ? () => true : nameFilter(query.filter);
  const found = mailbox
    .childrenOf(parent)
    .filter((folder) => (showsHidden || !folder.isHidden) && matches(folder));
  return c.json(collection(c, found, query, (folder) => view(mailbox, folder, query.select)));
}

async function createFolder(c: MailContext, parent: Folder): Promise<Response> {
  const json = parseJson(c.req.header('content-type'), await c.req.text());
  const { displayName, isHidden } = parseBody(newFolderSchema, json, TYPE);
  const mailbox = c.get('mailbox');
  return c.json(view(mailbox, mailbox.createFolder(parent, displayName, isHidden)), 201);
}

/** Exchange compares names without regard to case. */
function nameFilter(filter: string): (folder: Folder) => boolean {
  const [clause, ...others] = parseFilter(filter, { displayName: 'displayName eq {value}' }) ?? [];
  if (clause === undefined || others.length > 0)
    throw badRequest('ErrorInvalidUrlQueryFilter', 'The query filter contains one or more invalid nodes.');
  const wanted = clause.value.toLowerCase();
  return (folder) => folder.displayName.toLowerCase() === wanted;
}

function view(mailbox: Mailbox, folder: Folder, select?: readonly string[]): Record<string, unknown> {
  const inside = mailbox.messages().filter((message) => message.folderId === folder.id);
  const whole = {
    id: folder.id,
    displayName: folder.displayName,
    parentFolderId: folder.parentId,
    childFolderCount: mailbox.childrenOf(folder).length,
    unreadItemCount: inside.filter((message) => !message.isRead).length,
    totalItemCount: inside.length,
    sizeInBytes: 0,
    isHidden: folder.isHidden,
  };
  return pick(whole, select ?? Object.keys(whole), {
    type: TYPE,
    code: 'RequestBroker--ParseUri',
    always: ['id'],
  });
}
