import type { OperatorService } from '@temporalio/client';
import { ArchiveError } from '../domain/errors.js';
import { ALL_SEARCH_ATTRIBUTES } from '../workflows/search-attributes.js';

// temporal.api.enums.v1.IndexedValueType
const INDEXED_VALUE_TYPE: Record<string, number> = { KEYWORD: 2, INT: 3, BOOL: 5, DATETIME: 6 };

/**
 * Sees to it that the namespace has the search attributes the workflows set; without them every run would hang.
 * Rejects with InvalidArgument and the exact command for an administrator where we may not add them.
 */
export async function ensureSearchAttributes(operator: OperatorService, namespace: string): Promise<void> {
  const { customAttributes } = await operator.listSearchAttributes({ namespace });
  const missing = ALL_SEARCH_ATTRIBUTES.filter(({ name }) => !(name in customAttributes));
  if (missing.length === 0) return;
  const searchAttributes = Object.fromEntries(
    missing.map(({ name, type }) => [name, INDEXED_VALUE_TYPE[type] ?? 0]),
  );
  try {
    await operator.addSearchAttributes({ namespace, searchAttributes });
  } catch (cause) {
    if (await areThere(operator, namespace)) return; // another process was quicker
    throw new ArchiveError(
      'InvalidArgument',
      `The Temporal namespace ${namespace} lacks search attributes, and we may not add them.`,
      {
        cause,
        nextStep: `An administrator runs: ${commandFor(missing, namespace)}`,
      },
    );
  }
}

async function areThere(operator: OperatorService, namespace: string): Promise<boolean> {
  const { customAttributes } = await operator.listSearchAttributes({ namespace });
  return ALL_SEARCH_ATTRIBUTES.every(({ name }) => name in customAttributes);
}

function commandFor(missing: typeof ALL_SEARCH_ATTRIBUTES, namespace: string): string {
  const types: Record<string, string> = {
    KEYWORD: 'Keyword',
    INT: 'Int',
    BOOL: 'Bool',
    DATETIME: 'Datetime',
  };
  const names = missing.map(({ name, type }) => `--name ${name} --type ${types[type]}`).join(' ');
  return `temporal operator search-attribute create --namespace ${namespace} ${names}`;
}
