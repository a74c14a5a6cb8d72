import type { Context } from 'hono';
import { badRequest } from './graph-error.js';

/** OData system options of a call, already known to be allowed on it. */
export interface Query {
  top: number;
  skip: number;
  count: boolean;
  select?: string[];
  filter?: string;
  expand?: string;
  orderby?: string;
}

export interface QueryRules {
  /** Option names the call knows, with their `$`. */
  options: readonly string[];
  defaultTop: number;
  maxTop: number;
}

/** Outlook's page size is 10 unless asked for up to 1000 (learn.microsoft.com/graph/api/user-list-messages). */
export const MAIL_PAGES = { defaultTop: 10, maxTop: 1000 } as const;

/** Reads the options, refusing with 400 any that the call does not know: Graph lets none pass unnoticed. */
export function readQuery(c: Context, rules: QueryRules): Query {
  const given = new URL(c.req.url).searchParams;
  for (const name of given.keys()) {
    if (!rules.options.includes(name))
      throw badRequest('BadRequest', `The query option '${name}' is not supported here.`);
  }
  const optional = {
    select: given
      .get('$select')
      ?.split(',')
      .map((name) => name.trim()),
  };
  return {
    top: readCount(given, '$top', rules.defaultTop, { least: 1, most: rules.maxTop }),
    skip: readCount(given, '$skip', 0, { least: 0, most: Infinity }),
    count: given.get('$count') === 'true',
    ...(optional.select === undefined ? {} : { select: optional.select }),
    ...textOption(given, 'filter'),
    ...textOption(given, 'expand'),
    ...textOption(given, 'orderby'),
  };
}

/** One page of a collection, with the link to the next where there is more. */
export function collection<T>(
  c: Context,
  found: readonly T[],
  query: Query,
  view: (entry: T) => object,
): object {
  const end = query.skip + query.top;
  return {
    '@odata.context': `${new URL(c.req.url).origin}/v1.0/$metadata#${c.req.path.slice('/v1.0/'.length)}`,
    ...(query.count ? { '@odata.count': found.length } : {}),
    value: found.slice(query.skip, end).map(view),
    ...(end < found.length ? { '@odata.nextLink': nextLink(c.req.url, end) } : {}),
  };
}

/** Keeps the selected properties, and `always` ones. A name the type does not have is refused, whatever its case. */
export function pick(
  whole: Record<string, unknown>,
  names: readonly string[],
  { type, code, always = [] }: { type: string; code: string; always?: readonly string[] },
): Record<string, unknown> {
  for (const name of names) {
    if (!Object.hasOwn(whole, name))
      throw badRequest(code, `Could not find a property named '${name}' on type '${type}'.`);
  }
  return Object.fromEntries([...always, ...names].map((name) => [name, whole[name]]));
}

function nextLink(url: string, skip: number): string {
  const next = new URL(url);
  next.searchParams.set('$skip', String(skip));
  const search = next.searchParams.toString().replaceAll('%24', '$').replaceAll('+', '%20');
  return `${next.origin}${next.pathname}?${search}`;
}

function readCount(
  given: URLSearchParams,
  name: string,
  fallback: number,
  { least, most }: { least: number; most: number },
): number {
  const text = given.get(name);
  if (text === null) return fallback;
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (value >= least && value <= most) return value;
  throw badRequest('ErrorInvalidUrlQuery', `The value of the query option '${name}' is not valid here.`);
}

function textOption<Name extends 'filter' | 'expand' | 'orderby'>(
  given: URLSearchParams,
  name: Name,
): Partial<Record<Name, string>> {
  const value = given.get(`$${name}`);
  return value === null ? {} : ({ [name]: value } as Record<Name, string>);
}
