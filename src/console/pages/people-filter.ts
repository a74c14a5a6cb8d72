import { z } from 'zod';
import { participantNumber } from '../../domain/participant.js';
import type { MappingRow } from '../../domain/mapping.js';
import type { UnmappedPersonLine } from '../../operations/mapping-unmapped.js';
import type { ConsoleContext } from '../environment.js';
import { MAX_SEARCH_CHARACTERS } from '../parts/search.js';

/** What of the page is shown, as it stands in its address; what is wrong there counts as nothing. */
export interface ShownPeople {
  search: string;
  /** Of the rows, and of those without a mailbox; from 1. */
  page: number;
  unmapped: number;
  /** The version whose changes are shown. */
  version: number | undefined;
  /** What has just been done. */
  done: 'installed' | 'unchanged' | 'expired' | undefined;
}

const page = z.coerce.number().int().positive();

const schema = z.object({
  q: z.string().max(MAX_SEARCH_CHARACTERS).catch(''),
  page: page.catch(1),
  unmapped: page.catch(1),
  version: page.optional().catch(undefined),
  done: z.enum(['installed', 'unchanged', 'expired']).optional().catch(undefined),
});

export function readShownPeople(c: ConsoleContext): ShownPeople {
  const { q: search, ...others } = schema.parse(c.req.query());
  return { search, ...others } as ShownPeople;
}

/** The query of the address that shows them. */
export function peopleQuery({ search, page: of, unmapped, version }: Partial<ShownPeople>): string {
  const query = new URLSearchParams({
    ...(search && { q: search }),
    ...(of !== undefined && of > 1 && { page: String(of) }),
    ...(unmapped !== undefined && unmapped > 1 && { unmapped: String(unmapped) }),
    ...(version !== undefined && { version: String(version) }),
  });
  return query.size > 0 ? `?${query.toString()}` : '';
}

/** Rows whose number or address holds what is searched; numbers also as people write them. */
export function findRows(rows: readonly MappingRow[], search: string): MappingRow[] {
  const { text, digits } = searched(search);
  return rows.filter(({ number, address }) => has([number], digits) || has([address], text));
}

/** The same of people without a mailbox, and of their names. */
export function findUnmapped(people: readonly UnmappedPersonLine[], search: string): UnmappedPersonLine[] {
  const { text, digits } = searched(search);
  return people.filter(({ who, participants }) => {
    const names = participants.flatMap(({ displayName, userEmailAddress }) => [
      displayName ?? '',
      userEmailAddress ?? '',
    ]);
    const numbers = participants.flatMap((each) => participantNumber(each) ?? []);
    return has([who, ...names], text) || has(numbers, digits);
  });
}

/** `+44 7700-900` is searched as text and as digits. Null for no digits: else every number would hold them. */
function searched(search: string): { text: string; digits: string | null } {
  const text = search.trim().toLowerCase();
  const isNumber = /^[+\d][\d\s()./-]*$/.test(text);
  return { text, digits: isNumber ? text.replaceAll(/\D/g, '') : null };
}

function has(texts: readonly string[], wanted: string | null): boolean {
  return wanted !== null && texts.some((text) => text.toLowerCase().includes(wanted));
}
