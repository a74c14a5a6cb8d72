import { faultLine, invalidInput } from './input-faults.js';
import { graph, type GraphSettings } from './settings/graph.js';
import { schema, withoutBlanks, type Environment, type Values } from './settings/schema.js';
import { secrets, type SecretsSettings } from './settings/secrets.js';
import { storage, type StorageSettings } from './settings/storage.js';
import type { System } from './settings/system.js';

interface Needed {
  storage: StorageSettings;
  graph: GraphSettings;
  secrets: SecretsSettings;
}

export type Need = keyof Needed;

/** What every program has, and what it asked for. */
export type Settings<N extends Need = Need> = Pick<Needed, N> & {
  taskQueue: string;
  /** Where versions of the worker are deployed one beside the other: the deployment's name in Temporal. */
  deployment: string | undefined;
  /** How long after an unanswered create Graph is trusted to show the mail. */
  settleMs: number;
};

/** Undefined where something of it is missing or wrong. */
export type UsableSettings = { [N in Need]: Needed[N] | undefined } & { taskQueue: string | undefined };

const SYSTEMS: { [N in Need]: System<Needed[N]> } = { storage, graph, secrets };

const NEEDS = Object.keys(SYSTEMS) as Need[];

const COMMON_NAMES: readonly (keyof Values)[] = ['ARCHIVER_TASK_QUEUE', 'ARCHIVER_SETTLE_SECONDS'];

/**
 * The settings of a program, and those of the outside systems it needs. Throws InvalidArgument, which names all that
 * is missing or wrong at once, and never a value; `further` are faults that the program itself has found.
 */
export function readSettings<N extends Need>(
  environment: Environment,
  { need, further = [] }: { need: readonly N[]; further?: readonly string[] },
): Settings<N> {
  const parsed = schema.safeParse(withoutBlanks(environment));
  const faults = [...settingsFaults(environment, { need }), ...further];
  if (!parsed.success || faults.length > 0) {
    const nextStep = 'Set them in the environment or in the file given by --env-file; nothing was changed.';
    throw invalidInput('Settings are missing or wrong', faults, nextStep);
  }
  const values = parsed.data;
  const needed = Object.fromEntries(need.map((name) => [name, SYSTEMS[name].build(values)]));
  const common = {
    taskQueue: values.ARCHIVER_TASK_QUEUE,
    deployment: values.ARCHIVER_WORKER_DEPLOYMENT,
    settleMs: values.ARCHIVER_SETTLE_SECONDS * 1000,
  };
  // What a builder had to leave undefined has left a fault before.
  return { ...common, ...needed } as Settings<N>;
}

/** All that is missing or wrong, each with its name and never with its value. */
export function settingsFaults(
  environment: Environment,
  { need }: { need: readonly Need[] } = { need: NEEDS },
): string[] {
  const given = withoutBlanks(environment);
  const wrong = schema.safeParse(given).error?.issues ?? [];
  const faults = wrong.map(({ path, message }) => faultLine(path, message));
  return [...faults, ...need.flatMap((name) => SYSTEMS[name].faults(given))];
}

/** As much of the settings as can be used: what is wrong with one outside system takes nothing from another. */
export function usableSettings(environment: Environment): UsableSettings {
  const part = <N extends Need>(names: readonly string[], ...need: N[]): Settings<N> | undefined => {
    const own = Object.fromEntries(names.map((name) => [name, environment[name]]));
    return settingsFaults(own, { need }).length === 0 ? readSettings(own, { need }) : undefined;
  };
  return {
    storage: part(SYSTEMS.storage.names, 'storage')?.storage,
    graph: part(SYSTEMS.graph.names, 'graph')?.graph,
    secrets: part(SYSTEMS.secrets.names, 'secrets')?.secrets,
    taskQueue: part(COMMON_NAMES)?.taskQueue,
  };
}
