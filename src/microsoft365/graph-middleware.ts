import type { Context, Middleware, MiddlewareOptions } from '@microsoft/microsoft-graph-client';
import type { TokenSource } from './token-source.js';

/** Given to a call as its middleware option; carries out what the chain threw, for the SDK wraps it beyond recognition. */
export class CallRecord implements MiddlewareOptions {
  failure: unknown;
}

abstract class Link implements Middleware {
  private next: Middleware | undefined;

  setNext(next: Middleware): void {
    this.next = next;
  }

  abstract execute(context: Context): Promise<void>;

  protected async pass(context: Context): Promise<void> {
    await this.next?.execute(context);
  }
}

/** First of the chain: keeps our own errors and the network's codes in the call's record. */
export class FailureRecorder extends Link {
  async execute(context: Context): Promise<void> {
    try {
      await this.pass(context);
    } catch (error) {
      const record = context.middlewareControl?.getMiddlewareOptions(CallRecord);
      if (record instanceof CallRecord) record.failure = error;
      throw error;
    }
  }
}

/**
 * Adds the token, to our own Graph host only. Graph can end a token early; its 401 refuses definitely, so that one new
 * login and one more try are safe even for a create.
 */
export class TokenHandler extends Link {
  constructor(
    private readonly tokens: TokenSource,
    private readonly origin: string,
  ) {
    super();
  }

  async execute(context: Context): Promise<void> {
    const url = typeof context.request === 'string' ? context.request : context.request.url;
    if (new URL(url).origin !== this.origin) throw new TypeError('A Graph call to another host.');
    const token = await this.passWithToken(context);
    if (context.response?.status !== 401) return;
    await context.response.body?.cancel();
    this.tokens.forget(token);
    await this.passWithToken(context);
  }

  private async passWithToken(context: Context): Promise<string> {
    const token = await this.tokens.token(context.options?.signal ?? new AbortController().signal);
    const headers = new Headers(context.options?.headers);
    headers.set('Authorization', `Bearer ${token}`);
    context.options = { ...context.options, headers };
    await this.pass(context);
    return token;
  }
}
