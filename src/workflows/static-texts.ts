import { plainMarkdown } from '../domain/markdown.js';
import type { Window } from '../domain/window.js';
import { minute } from './detail-text.js';

// What a workflow is, said when it is started and never changed. Summaries stand in lists and time lines as plain text:
// they name a connector by its id, which is plain, and not by its display name, which is whatever somebody typed.
// Temporal takes 400 bytes of a summary and 20,000 of details.

const MAX_NAME_CHARACTERS = 200;
const READ_ON =
  'How far it is and what it needs stands under Current Details; which copies, in the report: `whatsapp-archiver report` with the id of this workflow.';

export interface StaticTexts {
  staticSummary: string;
  staticDetails: string;
}

export function dailyTexts(connectorId: string, displayName: string): StaticTexts {
  return {
    staticSummary: `${connectorId}: daily run`,
    staticDetails: `Archives what TeleMessage has taken in for **${nameOf(displayName)}** since the last run. ${READ_ON}`,
  };
}

export function applyTexts(connectorId: string): StaticTexts {
  return {
    staticSummary: `${connectorId}: what earlier runs left`,
    staticDetails: `Imports from staging what earlier runs left open and what now has a mailbox. Lists nothing and moves no watermark. ${READ_ON}`,
  };
}

export function dayTexts(connectorId: string, day: Window): StaticTexts {
  return {
    staticSummary: `${connectorId}: backfill of ${day.from.slice(0, 10)}`,
    staticDetails: `Archives once more what TeleMessage took in from ${minute(day.from)} to ${minute(day.to)}. What is there already is skipped; the watermark stays. ${READ_ON}`,
  };
}

export function backfillTexts(connectorId: string, { from, to }: Window): StaticTexts {
  return {
    staticSummary: `${connectorId}: backfill of ${dayOf(from)} to ${dayOf(to)}`,
    staticDetails:
      'Archives past days once more, a run each. What is there already is skipped; the watermark stays. How far it is stands under Current Details.',
  };
}

export function itemSummary(
  connectorId: string,
  item: { record?: { index: number }; isOpenItem?: boolean },
): string {
  if (item.isOpenItem) return `${connectorId}: item that an earlier run left open`;
  return `${connectorId}: item ${(item.record?.index ?? 0) + 1} of its page`;
}

/** `2026-11-01` of a date and of its midnight; another instant as it is. */
function dayOf(instant: string): string {
  return instant.replace(/T00:00:00(\.000)?Z$/, '');
}

/** In bold, where a trailing space or an empty name would leave the asterisks standing. */
function nameOf(displayName: string): string {
  return plainMarkdown(displayName, MAX_NAME_CHARACTERS) || 'this connector';
}
