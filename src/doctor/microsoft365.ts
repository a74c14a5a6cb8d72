import type { GraphSettings } from '../settings/graph.js';
import { Examination } from './examination.js';
import type { Finding } from './finding.js';
import { examineAppRegistration } from './graph.js';
import { examineMailboxes } from './mailboxes.js';

/** For all checks of Microsoft 365 together; a person waits for them. */
const ALL_MS = 20_000;

/** Addresses of mailboxes to try; undefined where nobody is named. */
export interface TriedMailboxes {
  inScope: string | undefined;
  outOfScope: string | undefined;
}

/** The part of the check-up that is about Microsoft 365, for a connector that there is not yet. Never rejects. */
export async function checkMicrosoft365(
  settings: GraphSettings | undefined,
  tried: TriedMailboxes,
): Promise<Finding[]> {
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(), ALL_MS);
  try {
    const graph = new Examination('graph', { over: over.signal });
    const app = await examineAppRegistration(graph, settings);
    await examineMailboxes(graph, app, { ...tried, mapped: undefined, folders: [] });
    return graph.findings;
  } finally {
    clearTimeout(timer);
  }
}
