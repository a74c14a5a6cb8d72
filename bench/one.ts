import type { Bench } from './measure.js';

/** One case, in a process of its own: `cases/<name>.ts` exports `bench`. Arguments: its name and size; no size is its default. */
const [name = '', size] = process.argv.slice(2);
const { bench } = (await import(`./cases/${name}.js`)) as { bench: Bench };
process.send?.(await bench(size === undefined ? undefined : Number(size)));
process.disconnect?.();
