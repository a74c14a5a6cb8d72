import { changeMapping } from '../operations/mapping-change.js';
import type { CommandResult, GlobalOptions } from './command.js';
import { readInputFile } from './connector-input.js';
import { withStorage } from './context.js';
import { exitCodeOfChange, judgementJson } from './judgement-result.js';
import { actorOf, type MappingOptions } from './mapping-options.js';
import { refusedMapping } from './mapping-refusal.js';
import { changeText } from './mapping-text.js';

/** Installs a mapping CSV; the connector's rules stay. Runs under way keep the version they were opened with. */
export async function mappingSet(
  id: string,
  file: string,
  options: GlobalOptions & MappingOptions,
): Promise<CommandResult> {
  return await replaceCsv(id, await readInputFile(file, 'mapping file'), options);
}

/** Takes the mapping CSV away, so that only the automatic way is left. */
export async function mappingRemove(
  id: string,
  options: GlobalOptions & MappingOptions,
): Promise<CommandResult> {
  return await replaceCsv(id, null, options);
}

async function replaceCsv(
  id: string,
  csv: Buffer | null,
  options: GlobalOptions & MappingOptions,
): Promise<CommandResult> {
  const actor = actorOf(options);
  return await withStorage(options, async (context) => {
    const changed = await changeMapping(context, actor, { connectorId: id, wish: { csv }, choices: options });
    if (changed.refusal) return refusedMapping(changed.refusal);
    const { mapping, judgement } = changed;
    return {
      exitCode: exitCodeOfChange(judgement),
      json: { connectorId: id, changed: judgement !== null, mapping, ...judgementJson(judgement) },
      text: changeText(id, mapping, judgement),
    };
  });
}
