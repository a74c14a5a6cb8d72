import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { addAbortSignal, pipeline, type Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createUnzip } from 'node:zlib';
import { checkedLookUp } from '../link-local.js';
import { LIMITS } from './limits.js';

/** What the site answers; the body has yet to be read. */
export interface SiteResponse {
  status: number;
  headers: Headers;
  body: Readable;
}

export interface SiteRequest {
  url: string;
  headers?: Record<string, string>;
  /** Makes it a POST of JSON. */
  body?: string;
}

const CONNECTIONS = new Agent({ keepAlive: true, timeout: LIMITS.IDLE_CONNECTION_MS });

/** By the names of RFC 9110, 8.4.1, and RFC 7932. */
const UNPACKERS = new Map<string, () => Transform>([
  ['gzip', createUnzip],
  ['x-gzip', createUnzip],
  ['deflate', createUnzip],
  ['br', createBrotliDecompress],
]);

/** Firewalls in front of sites turn away who does not say what he is. */
const HEADERS = { accept: '*/*', 'accept-encoding': 'identity', 'user-agent': 'whatsapp-archiver' };

/**
 * One request over https, not by fetch: that takes no look-up of ours. No redirect is followed, for it would carry the
 * session to a host that nobody named. Rejects as `checkedLookUp`, and with Node's own error where the network or the
 * signal ends the request; the body fails with that afterwards.
 */
export async function send({ url, headers, body }: SiteRequest, signal: AbortSignal): Promise<SiteResponse> {
  const sent = request(url, {
    ...(body !== undefined && { method: 'POST' }),
    headers: { ...HEADERS, ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
    lookup: checkedLookUp(new URL(url).hostname),
    agent: CONNECTIONS,
    signal,
  });
  // What comes after the head is told by the body, and unheard here it would end the process.
  sent.on('error', () => undefined);
  const answered = once(sent, 'response', { signal });
  sent.end(body);
  const [message] = (await answered) as [IncomingMessage];
  return {
    status: message.statusCode ?? 0,
    headers: headersOf(message),
    body: addAbortSignal(signal, unpacked(message)),
  };
}

function headersOf({ headersDistinct }: IncomingMessage): Headers {
  return new Headers(
    Object.entries(headersDistinct).map(([name, values = []]): [string, string] => [name, values.join(', ')]),
  );
}

/** Nobody asks for a packed body, but what stands in front of a site may pack it all the same. */
function unpacked(message: IncomingMessage): Readable {
  const unpacker = UNPACKERS.get(message.headers['content-encoding']?.toLowerCase() ?? '');
  // Whoever reads it hears of every failure.
  return unpacker ? pipeline(message, unpacker(), () => undefined) : message;
}
