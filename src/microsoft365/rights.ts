import { z } from 'zod';
import { segment, type GraphClient } from './graph-client.js';
import { LOOK_UP_DEADLINE_MS } from './limits.js';
import type { TokenSource } from './token-source.js';

const claims = z.object({ roles: z.array(z.string()) });

const folder = z.object({ displayName: z.string(), totalItemCount: z.number().int() });

/** A folder at the top of a mailbox. */
export type FolderState = z.infer<typeof folder>;

/** What the app registration may do, seen by reading alone. */
export class GraphRights {
  constructor(
    private readonly graph: GraphClient,
    private readonly tokens: TokenSource,
  ) {}

  /**
   * The permissions that Entra has consented to, as the token claims them. What Exchange's RBAC for Applications grants
   * is not among them, so that an absent one says nothing. Rejects as the login does.
   */
  async consented(signal: AbortSignal): Promise<string[]> {
    const token = await this.tokens.token(signal);
    return claims.safeParse(payloadOf(token)).data?.roles ?? [];
  }

  /** Rejects with AccessDenied where the mailbox is not the app's to open, and as GraphClient does. */
  async foldersOf(mailbox: string, signal: AbortSignal): Promise<FolderState[]> {
    const call = {
      doing: 'listing the folders of a mailbox',
      path: `/users/${segment(mailbox)}/mailFolders`,
      query: { includeHiddenFolders: 'true', $select: 'displayName,totalItemCount', $top: '100' },
      deadlineMs: LOOK_UP_DEADLINE_MS,
      answer: folder,
    };
    return await this.graph.list(call, signal);
  }
}

/** Of a JSON Web Token (RFC 7519); nothing is checked, for it came from the authority itself. */
function payloadOf(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  } catch {
    return undefined;
  }
}
