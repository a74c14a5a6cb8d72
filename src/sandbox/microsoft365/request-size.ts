import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { GraphError } from './graph-error.js';
import type { Tenant } from './state.js';

/** What every call with a body goes through. As the setting is when the call comes: tests turn it. */
export function limitBody({ settings }: Tenant): MiddlewareHandler {
  return (c, next) => bodyLimit({ maxSize: settings.requestBytes, onError: refuse })(c, next);
}

function refuse(): never {
  throw new GraphError(413, 'RequestEntityTooLarge', 'The maximum request length supported is 4MB.');
}
