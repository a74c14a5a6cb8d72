import { isMissing, isObject, unknownKeys } from './argument.js';
import { checkedMailboxes } from './backfill-input.js';
import { parseInstant } from './window.js';

const KEYS: readonly string[] = ['connectorId', 'window', 'only', 'mailboxes', 'backfill', 'tellsBackfill'];

/**
 * Everything that is wrong with the argument of a run, which somebody may have typed in the Temporal UI: in words for
 * that person, and repeating no value. Empty where nothing is.
 */
export function runFaults(argument: unknown): string[] {
  const given = isObject(argument) ? argument : {};
  return [
    ...textFaults(given),
    ...unknownKeys(given, KEYS),
    ...windowFaults(given['window']),
    ...onlyFaults(given),
    ...mailboxFaults(given),
  ];
}

function textFaults({ connectorId, backfill }: Record<string, unknown>): string[] {
  const faults = isMissing(connectorId) ? ['missing: connectorId'] : [];
  if (!isMissing(connectorId) && typeof connectorId !== 'string') faults.push('`connectorId` is no text');
  if (backfill !== undefined && typeof backfill !== 'string') faults.push('`backfill` is no text');
  return faults;
}

function windowFaults(window: unknown): string[] {
  if (window === undefined) return [];
  const bounds = isObject(window) ? [window['from'], window['to']] : [undefined];
  const areInstants = bounds.every((bound) => typeof bound === 'string' && parseInstant(bound));
  return areInstants ? [] : ['`window` needs `from` and `to` as instants in UTC'];
}

function onlyFaults({ only, window }: Record<string, unknown>): string[] {
  const isRight = only === undefined || (only === 'open-items' && window === undefined);
  return isRight ? [] : ['`only` can be "open-items", and then without a window'];
}

function mailboxFaults({ mailboxes, window }: Record<string, unknown>): string[] {
  if (mailboxes === undefined) return [];
  const checked = checkedMailboxes(mailboxes);
  if (typeof checked === 'string') return [checked];
  return window === undefined ? ['`mailboxes` need a `window`'] : [];
}
