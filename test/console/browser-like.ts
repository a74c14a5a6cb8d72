import { request } from 'node:https';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

export interface Answer {
  status: number;
  headers: NodeJS.Dict<string | string[]>;
  text: string;
  /** Of `location`, where there is one. */
  location: URL | undefined;
}

export interface Asked {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

/** Keeps cookies as a browser does, by host and port, and follows no redirect by itself. */
export class BrowserLike {
  readonly #cookies = new Map<string, Map<string, string>>();
  readonly #ca: string;
  readonly #ports: Readonly<Record<string, number>>;

  /** Trusts `ca` only, and finds these hosts at their ports of this machine. */
  constructor(ca: string, ports: Readonly<Record<string, number>>) {
    this.#ca = ca;
    this.#ports = ports;
  }

  async open(address: string | URL, { method = 'GET', headers = {}, body }: Asked = {}): Promise<Answer> {
    const url = new URL(address);
    const cookie = [...(this.#cookies.get(url.host) ?? [])]
      .map(([name, value]) => `${name}=${value}`)
      .join('; ');
    const sent = request(url, {
      ca: this.#ca,
      hostname: '127.0.0.1',
      port: this.#ports[url.host] ?? url.port,
      servername: 'localhost',
      method,
      headers: { host: url.host, accept: 'text/html', ...(cookie && { cookie }), ...headers },
    }).end(body);
    const [answer] = await once(sent, 'response');
    this.#keep(url.host, answer.headers['set-cookie'] ?? []);
    const { location } = answer.headers;
    return {
      status: answer.statusCode,
      headers: answer.headers,
      text: await text(answer),
      location: location === undefined ? undefined : new URL(location, url),
    };
  }

  /** Follows redirects until a page comes, or one that `isThere` takes, which is not opened. */
  async follow(
    address: string | URL,
    isThere: (url: URL) => boolean = () => false,
  ): Promise<Answer & { url: URL }> {
    let url = new URL(address);
    for (;;) {
      const answer = await this.open(url);
      if (answer.location === undefined || isThere(answer.location)) return { ...answer, url };
      url = answer.location;
    }
  }

  cookie(host: string, name: string): string | undefined {
    return this.#cookies.get(host)?.get(name);
  }

  #keep(host: string, lines: readonly string[]): void {
    const jar = this.#cookies.get(host) ?? new Map<string, string>();
    for (const line of lines) {
      const [pair = '', ...attributes] = line.split('; ');
      const [name = '', value = ''] = pair.split(/=(.*)/s);
      if (attributes.includes('Max-Age=0') || value === '') jar.delete(name);
      else jar.set(name, value);
    }
    this.#cookies.set(host, jar);
  }
}
