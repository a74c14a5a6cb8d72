import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';

type Answered = (error: Error | null, found: string | dns.LookupAddress[], family: number) => void;

/**
 * Answers each look-up of `name` in this process with the next of the lists of addresses, the last one for ever, as a
 * name server does that changes its mind. All other names stay the system's.
 */
export function answerLookUps(name: string, ...lists: string[][]): { asked: () => number; end: () => void } {
  const { lookup } = dns;
  let asked = 0;
  const answer = (host: string, options: dns.LookupOptions, done: Answered): void => {
    if (host !== name) return lookup(host, options, done);
    const found = (lists[asked] ?? lists.at(-1) ?? []).map((address) => ({
      address,
      family: address.includes(':') ? 6 : 4,
    }));
    asked += 1;
    const [{ address, family } = { address: '', family: 0 }] = found;
    setImmediate(() => done(null, options.all ? found : address, family));
  };
  const put = (lookUp: typeof lookup): void => {
    dns.lookup = lookUp;
    syncBuiltinESMExports();
  };
  put(answer as typeof lookup);
  return { asked: () => asked, end: () => put(lookup) };
}
