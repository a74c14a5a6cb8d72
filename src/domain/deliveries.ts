import { isDelivered, isOpen, type Copy } from './copies.js';
import type { Appearance } from './seen.js';

/** Where an item was delivered, for whom. */
export interface Deliveries {
  /** By the key of SeenPerson. */
  mailboxes: ReadonlyMap<string, string>;
  /** The catch-all mailbox that has the item because nobody had one. */
  catchAll: string | undefined;
  /** By the same key: the mailbox that each had last, whether or not it got the item. */
  formers: ReadonlyMap<string, string>;
}

/** Of the mailboxes that people had when the item was last mapped, those that have it. */
export function deliveriesOf(appearance: Appearance | undefined, copies: readonly Copy[]): Deliveries {
  const having = new Set(copies.filter(isDelivered).map(({ mailbox }) => mailbox));
  const people = appearance?.people ?? [];
  const mailboxes = people.flatMap(({ key, mailbox }) =>
    mailbox !== null && having.has(mailbox) ? pair(key, mailbox) : [],
  );
  const catchAll = appearance?.catchAll;
  return {
    mailboxes: new Map(mailboxes),
    catchAll: catchAll !== undefined && having.has(catchAll) ? catchAll : undefined,
    formers: new Map(people.flatMap(({ key, mailbox, former }) => pair(key, mailbox ?? former))),
  };
}

function pair(key: string, mailbox: string | undefined): [string, string][] {
  return mailbox === undefined ? [] : [[key, mailbox]];
}

/**
 * The mailboxes that are to have a person's copy, the one that counts as theirs first. What was delivered for somebody
 * stays where it is whatever the mapping says later: else a number that is given to another user would take all its
 * past along. A mailbox that was promised the item before still gets it, once the mapping leads there again.
 */
export function mailboxesFor(
  delivered: string | undefined,
  mapped: string | undefined,
  copies: readonly Copy[],
): string[] {
  if (delivered === undefined) return mapped === undefined ? [] : [mapped];
  const isPromised = copies.some((copy) => copy.mailbox === mapped && isOpen(copy));
  return mapped !== undefined && mapped !== delivered && isPromised ? [delivered, mapped] : [delivered];
}
