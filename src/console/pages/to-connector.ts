import type { ConsoleContext } from '../environment.js';
import type { Strings } from '../strings/index.js';

/** Leads to the page of a connector, which says what was just done. */
export function toConnector(
  c: ConsoleContext,
  connectorId: string,
  done: keyof Strings['connector']['done'],
): Response {
  return c.redirect(`/connectors/${connectorId}?done=${done}`, 303);
}
