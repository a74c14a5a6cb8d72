import type { FoundUser } from '../../src/domain/user.js';
import type { MappingRow } from '../../src/domain/mapping.js';

/** Without bounds where they are empty. */
export function aRow(number: string, address: string, validFrom = '', validTo = ''): MappingRow {
  return { line: 2, number, address, validFrom: validFrom || null, validTo: validTo || null };
}

/** Somebody with a mailbox, whose object id is the name. */
export function aUser(id: string, state: { isBlocked?: boolean; isShared?: boolean } = {}): FoundUser {
  const mail = `${id}@contoso.example`;
  const user = { id, userPrincipalName: mail, mail, displayName: id };
  return { state: 'valid', user, isBlocked: false, isShared: false, ...state };
}

/** Ann, whom an alias leads to as well, Bob and Carol, and one of each who have no mailbox. */
export const FOUND: ReadonlyMap<string, FoundUser> = new Map([
  ['ann@contoso.example', aUser('ann')],
  ['ann.alias@contoso.example', aUser('ann')],
  ['bob@contoso.example', aUser('bob')],
  ['carol@contoso.example', aUser('carol')],
  ['blocked@contoso.example', aUser('blocked', { isBlocked: true })],
  ['shared@contoso.example', aUser('shared', { isBlocked: true, isShared: true })],
  ...(['deleted', 'guest', 'no-mailbox', 'on-premises', 'archive-only', 'ambiguous'] as const).map(
    (state): [string, FoundUser] => [`${state}@contoso.example`, { state }],
  ),
]);
