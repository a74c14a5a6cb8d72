import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { ArchiveError } from '../domain/errors.js';
import type { ReasonCode } from '../domain/reasons.js';
import type { ConsoleContext } from './environment.js';
import { ErrorNotice } from './parts/error-notice.js';
import { page } from './parts/page.js';

/** What a page cannot do without; whoever asks again later may have it. */
const OUT_OF_REACH: ReasonCode[] = ['StorageUnreachable', 'TemporalUnreachable', 'Throttled'];

/** A page for an error that none has answered: what is wrong, and what to do. */
export function errorPage(c: ConsoleContext, error: ArchiveError): Response | Promise<Response> {
  c.status((OUT_OF_REACH.includes(error.code) ? 503 : 422) satisfies ContentfulStatusCode);
  return page(c, {
    title: c.var.strings.common.notDone,
    content: <ErrorNotice error={error} strings={c.var.strings} />,
  });
}
