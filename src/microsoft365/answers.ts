import { z } from 'zod';
import { ArchiveError } from '../domain/errors.js';
import { GraphFault, unreachable } from './graph-errors.js';

const MAX_ANSWER_LENGTH = 16 * 1024 * 1024;

// Both end in logs: what does not look like a code or an id is left out.
const errorBody = z.object({ error: z.object({ code: z.string().regex(/^[\w.]{1,100}$/) }) });
const requestId = z.string().regex(/^[\w-]{1,64}$/);

/** The body as JSON; undefined where it is none. Rejects where it breaks off or does not end. */
export async function readJson(response: Response): Promise<unknown> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > MAX_ANSWER_LENGTH) throw new RangeError('The answer is too long.');
  }
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Of an answer, or of one within the answer to a batch. */
interface Head {
  status: number;
  headers: Pick<Headers, 'get'>;
}

/** An answer that is no success, without its text. `doing` says what the call was for and names nobody. */
export function faultOf(doing: string, response: Head, body: unknown): GraphFault {
  const refusal = {
    status: response.status,
    graphCode: errorBody.safeParse(body).data?.error.code,
    requestId: requestId.safeParse(response.headers.get('request-id')).data,
    retryAfter: response.headers.get('retry-after'),
  };
  return new GraphFault(doing, refusal, Date.now());
}

/** What a call that threw has come to. */
export function lostAnswer(doing: string, error: unknown, deadline: AbortSignal): ArchiveError {
  if (error instanceof ArchiveError) return error;
  return unreachable(doing, deadline.aborted ? 'no answer in time' : networkCode(error));
}

/** Such as ECONNRESET, which fetch keeps in the cause of its own error; texts may hold a URL and so an address. */
function networkCode(error: unknown): string {
  const parsed = z.object({ cause: z.object({ code: z.string().regex(/^\w{1,60}$/) }) }).safeParse(error);
  return parsed.data?.cause.code ?? 'the connection broke';
}
