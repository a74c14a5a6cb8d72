import type { OperatorService } from '@temporalio/client';
import { ArchiveError } from '../domain/errors.js';
import { ALL_SEARCH_ATTRIBUTES } from '../workflows/search-attributes.js';

// temporal.api.enums.v1.IndexedValueType
const INDEXED_VALUE_TYPE: Record<string, number> = { KEYWORD: 2, INT: 3, BOOL: 5, DATETIME: 6 };

const COMMAND = 'temporal operator search-attribute';

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

/** What the namespace's search attributes lack, and the commands for an administrator; null where they are as they should be. */
export async function searchAttributeFaults(
  operator: OperatorService,
  namespace: string,
): Promise<{ missing: string[]; wrong: string[]; commands: string } | null> {
  const { customAttributes } = await operator.listSearchAttributes({ namespace });
  const missing = ALL_SEARCH_ATTRIBUTES.filter(({ name }) => !(name in customAttributes));
  const wrong = ALL_SEARCH_ATTRIBUTES.filter(
    ({ name, type }) => name in customAttributes && customAttributes[name] !== INDEXED_VALUE_TYPE[type],
  );
  if (missing.length + wrong.length === 0) return null;
  const commands = [
    // A type cannot be changed: the attribute is taken away and made anew.
    ...(wrong.length > 0 ? [`${COMMAND} remove --namespace ${namespace}${namesOf(wrong)}`] : []),
    commandFor([...wrong, ...missing], namespace),
  ];
  const names = (attributes: typeof ALL_SEARCH_ATTRIBUTES): string[] => attributes.map(({ name }) => name);
  return { missing: names(missing), wrong: names(wrong), commands: commands.join(' && ') };
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
  return `${COMMAND} create --namespace ${namespace} ${names}`;
}

function namesOf(attributes: typeof ALL_SEARCH_ATTRIBUTES): string {
  return attributes.map(({ name }) => ` --name ${name}`).join('');
}
