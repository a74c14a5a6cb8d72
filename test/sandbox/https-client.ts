import { once } from 'node:events';
import { request, type Agent } from 'node:https';
import { buffer } from 'node:stream/consumers';

export interface Answer {
  status: number;
  headers: NodeJS.Dict<string | string[]>;
  bytes: Buffer;
  json: unknown;
  /** Of the Error body. */
  code: string | undefined;
}

export interface Call {
  ca: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  agent?: Agent;
}

/** One HTTPS call that trusts `ca` only. */
export async function call(url: string, { body, ...options }: Call): Promise<Answer> {
  const sent = request(url, options).end(body);
  const [answer] = await once(sent, 'response');
  const bytes = await buffer(answer);
  const json = jsonOf(bytes);
  return { status: answer.statusCode, headers: answer.headers, bytes, json, code: codeOf(json) };
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
}

function codeOf(json: unknown): string | undefined {
  const { error } = Object(json);
  const { code } = Object(error);
  return typeof code === 'string' ? code : undefined;
}
