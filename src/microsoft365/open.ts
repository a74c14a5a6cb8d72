import { GraphAttachments } from './attachments.js';
import { BatchedGraph } from './batched-graph.js';
import { CLOUDS, type CloudName } from './clouds.js';
import { logIn, type CredentialSettings } from './credential.js';
import { Folders } from './folders.js';
import { GraphClient } from './graph-client.js';
import { MailboxLimiter } from './mailbox-limiter.js';
import { MailboxTroubles } from './mailbox-troubles.js';
import { GraphMailboxes } from './mailboxes.js';
import type { Directory, Mailboxes } from './microsoft365.js';
import { GraphRights } from './rights.js';
import { TokenSource } from './token-source.js';
import { GraphDirectory } from './users.js';
import { watchedMailboxes } from './watched-mailboxes.js';

/** The app registration and its cloud; `authorityHost` and `graphUrl` override the cloud's own `https` addresses. */
export interface Microsoft365Settings extends Omit<CredentialSettings, 'authorityHost'> {
  cloud: CloudName;
  authorityHost: string | undefined;
  graphUrl: string | undefined;
}

/**
 * Microsoft 365 of one tenant. Once per process: caches, the limit per mailbox and what is known of mailboxes in trouble
 * are in here. Connects on first use. `now` in milliseconds.
 */
export function openMicrosoft365(
  settings: Microsoft365Settings,
  now: () => number = Date.now,
): {
  directory: Directory;
  mailboxes: Mailboxes;
  troubles: MailboxTroubles;
} {
  const { graph } = connect(settings);
  const limiter = new MailboxLimiter();
  const troubles = new MailboxTroubles(now);
  const mailboxes = new GraphMailboxes(
    graph,
    limiter,
    new Folders(graph, limiter),
    new GraphAttachments(graph, limiter),
  );
  return {
    directory: new GraphDirectory(new BatchedGraph(graph)),
    mailboxes: watchedMailboxes(mailboxes, troubles),
    troubles,
  };
}

/** The same tenant for who looks and changes nothing. */
export function openForCheckUp(settings: Microsoft365Settings): {
  directory: Directory;
  rights: GraphRights;
} {
  const { graph, tokens } = connect(settings);
  return { directory: new GraphDirectory(new BatchedGraph(graph)), rights: new GraphRights(graph, tokens) };
}

function connect(settings: Microsoft365Settings): { graph: GraphClient; tokens: TokenSource } {
  const cloud = CLOUDS[settings.cloud];
  const credential = { ...settings, authorityHost: settings.authorityHost ?? cloud.authorityHost };
  const graphUrl = settings.graphUrl ?? cloud.graphUrl;
  // The resource follows the host, so that a cloud that is not in the list can be reached by its addresses.
  const tokens = new TokenSource(() => logIn(credential, `${new URL(graphUrl).origin}/.default`));
  return { graph: new GraphClient(graphUrl, tokens), tokens };
}
