import type { Console } from './environment.js';

/** Where the Temporal UI shows a workflow; undefined where nobody has told where that is. `runId`: which execution of it. */
export function workflowLink(
  { temporalUi }: Console,
  { workflowId, runId }: { workflowId: string; runId?: string },
): string | undefined {
  if (temporalUi === undefined) return undefined;
  const place = ['namespaces', temporalUi.namespace, 'workflows', workflowId, ...(runId ? [runId] : [])];
  return `${temporalUi.url.replace(/\/+$/, '')}/${place.map(encodeURIComponent).join('/')}`;
}
