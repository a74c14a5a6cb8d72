import { z } from 'zod';
import { AUDIT_ACTIONS, type AuditEntry } from '../../storage/audit.js';
import type { ConsoleContext } from '../environment.js';

const MAX_CHARACTERS = 200;

const words = z.string().trim().toLowerCase().max(MAX_CHARACTERS).catch('');

/** What a reader asks for; empty where it does not matter. A wrong value in the address counts as none. */
const Filter = z.object({
  connector: words,
  who: words,
  action: z.enum(['', ...AUDIT_ACTIONS]).catch(''),
});

export type AuditFilter = z.output<typeof Filter>;

export function auditFilter(c: ConsoleContext): AuditFilter {
  return Filter.parse(c.req.query());
}

export function isAny(filter: AuditFilter): boolean {
  return Object.values(filter).some((value) => value !== '');
}

/** Connector and name, or id, by any part of them, in small or capital letters. */
export function matches({ connector, who, action }: AuditFilter): (entry: AuditEntry) => boolean {
  return (entry) =>
    (action === '' || entry.action === action) &&
    (connector === '' || (entry.connectorId?.includes(connector) ?? false)) &&
    [entry.by, entry.byId ?? ''].some((name) => name.toLowerCase().includes(who));
}

/** The address of a page or file with the same filter; `from` is where it begins. */
export function addressOf(path: string, filter: AuditFilter, from?: string): string {
  const given = Object.entries({ ...filter, from: from ?? '' }).filter(([, value]) => value !== '');
  return given.length > 0 ? `${path}?${new URLSearchParams(given).toString()}` : path;
}
