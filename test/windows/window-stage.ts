import { ApplicationFailure } from '@temporalio/common';
import type { Context } from 'mocha';
import pLimit from 'p-limit';
import { createActivities } from '../../src/activities/index.js';
import type { Connector } from '../../src/domain/connector.js';
import type { PageRequest, RunPlan } from '../../src/domain/run.js';
import { mergeWindows, type Window } from '../../src/domain/window.js';
import { toFailure } from '../../src/temporal/failures.js';
import { Bench, forBoth } from '../activities/bench.js';
import { newId } from '../storage/shared-azurite.js';
import { mappingOf } from '../support/mapping.js';
import { Stage } from '../workflows/stage.js';
import type { Outcome, Step, Trace, Trouble } from './steps.js';

type Activities = ReturnType<typeof createActivities>;
type Name = keyof Activities;

const DAY_MS = 86_400_000;
const CONNECTORS_AT_A_TIME = 10;
/** All runs under way, with their items: replays are for test/workflows. */
const CACHED_WORKFLOWS = 100;

/**
 * Connectors on a real Temporal server, with the workflows and the activities of the product over Azurite and a site. A
 * test says for which times their schedules start runs.
 */
export class WindowStage {
  readonly #trials = new Map<string, Trial>();
  readonly #limit = pLimit(CONNECTORS_AT_A_TIME);

  private constructor(readonly stage: Stage) {}

  static async open(context: Context): Promise<WindowStage> {
    const windows = new WindowStage(await Stage.open(context, { cachedWorkflows: CACHED_WORKFLOWS }));
    const script = ACTIVITY_NAMES.map((name) => [
      name,
      async (input: { connectorId?: string; run?: { connectorId: string } }) => {
        const id = input.connectorId ?? input.run?.connectorId ?? '';
        return await windows.#trials.get(id)?.perform(name, input as never);
      },
    ]);
    windows.stage.play(Object.fromEntries(script));
    return windows;
  }

  async close(): Promise<void> {
    await this.stage.close();
  }

  /** Lets a new connector go through the steps, whose schedule begins at `start`. */
  async perform(start: string, steps: readonly Step[]): Promise<Trace> {
    return await this.#limit(async () => {
      const bench = await Bench.open({}, { start });
      const trial = new Trial(this.stage, bench);
      this.#trials.set(bench.connectorId, trial);
      try {
        for (const step of steps) await trial.take(step);
        return { outcomes: trial.outcomes, watermark: await trial.watermark() };
      } finally {
        await bench.close();
      }
    });
  }
}

/** One connector and what happens to it. */
class Trial {
  readonly outcomes: Outcome[] = [];
  readonly #activities: Activities;
  #at: string | null = null;
  #trouble: Trouble | undefined;
  #plan: RunPlan | undefined;
  #cancel: () => Promise<unknown> = async () => await Promise.resolve();
  #outcome: Outcome = noOutcome();

  constructor(
    readonly stage: Stage,
    readonly bench: Bench,
  ) {
    this.#activities = createActivities(bench.deps);
  }

  async watermark(): Promise<string> {
    return await this.bench.deps.connectors.watermark(this.bench.connectorId);
  }

  async take(step: Step): Promise<void> {
    if (step.kind === 'purge') return this.bench.site.purgeBefore(step.before);
    if (step.kind === 'made again') return await this.#makeAgain(step.start);
    if (step.kind === 'updated') return await this.#update(step.timezone);
    if (step.kind === 'backfill') return await this.#run({ window: step.window });
    this.#at = step.at;
    this.#trouble = step.trouble;
    if (step.trouble?.what === 'short') this.bench.site.withhold([await this.#addItem(step.trouble.part)]);
    await this.#run({});
    this.bench.site.withhold([]);
  }

  /** An activity as the worker performs it, with what the trouble of the step adds. */
  async perform(name: Name, input: never): Promise<unknown> {
    try {
      if (name === 'openRun') return await this.#openRun(input);
      if (name === 'fetchWindow') return await this.#fetchWindow(input);
      if (name === 'moveWatermark') return await this.#moveWatermark(input);
      return await (this.#activities[name] as (input: never) => unknown)(input);
    } catch (error) {
      throw toFailure(error);
    }
  }

  async #run(input: { window?: Window }): Promise<void> {
    this.#outcome = noOutcome();
    const { connectorId } = this.bench;
    const handle = await this.stage.start('connectorRun', { connectorId, ...input });
    this.#cancel = async () => await handle.cancel();
    await handle.result().catch(() => undefined);
    const { archived, isRefused } = this.#outcome;
    const gaps = isRefused ? [] : (await this.bench.deps.runs.get(handle.firstExecutionRunId)).gaps;
    this.outcomes.push({ ...this.#outcome, gaps, archived: without(gaps, mergeWindows(archived)) });
    this.#trouble = undefined;
  }

  async #openRun(input: Parameters<Activities['openRun']>[0]): Promise<RunPlan> {
    const nominalTime = input.window === undefined ? this.#at : null;
    this.#outcome.isRefused = true;
    this.#plan = await this.#activities.openRun({ ...input, nominalTime });
    this.#outcome.isRefused = false;
    return this.#plan;
  }

  async #fetchWindow(request: PageRequest): Promise<unknown> {
    const { isLookback, index, window } = request.slice;
    const before = this.#plan?.slices.filter((slice) => !slice.isLookback && slice.index < index).length ?? 0;
    const met = !isLookback && this.#trouble?.part === before + 1 ? this.#trouble.what : undefined;
    if (met === 'fails') throw ApplicationFailure.nonRetryable('As the test has it.', 'Unexpected');
    if (met === 'canceled') await this.#cancel();
    const page = await this.#activities.fetchWindow(request);
    if (page.end?.isWhole && !isLookback) this.#outcome.archived.push(window);
    return page;
  }

  async #moveWatermark(input: Parameters<Activities['moveWatermark']>[0]): Promise<boolean> {
    const isMoved = await this.#activities.moveWatermark(input);
    if (isMoved) this.#outcome.moves.push(input.window);
    return isMoved;
  }

  /** An item a minute after a part of the coming run begins. */
  async #addItem(part: number): Promise<string> {
    const itemId = newId('item');
    const archivedMs = Date.parse(await this.watermark()) + (part - 1) * DAY_MS + 60_000;
    this.bench.site.addItems([forBoth({ itemId, archivedTime: new Date(archivedMs).toISOString() })]);
    return itemId;
  }

  async #update(timezone: string): Promise<void> {
    const { connectors } = this.bench.deps;
    const { connector, account, mapping, etag } = await connectors.get(this.bench.connectorId);
    const schedule = { ...connector.schedule, timezone };
    await connectors.update({ connector: { ...connector, schedule }, account, mapping }, etag);
  }

  async #makeAgain(start: string): Promise<void> {
    const { connectors } = this.bench.deps;
    const { connector, account, mapping } = await connectors.get(this.bench.connectorId);
    await connectors.delete(connector.id);
    const again: Connector = { ...connector, schedule: { ...connector.schedule, start } };
    const settings = { connector: again, account, mapping: mappingOf({}, mapping) };
    await connectors.create(settings, new Date().toISOString());
  }
}

function noOutcome(): Outcome {
  return { archived: [], gaps: [], moves: [], isRefused: false };
}

/** A gap is the beginning of a part, or all of it. */
function without(gaps: readonly Window[], windows: readonly Window[]): Window[] {
  return windows.flatMap((window) => {
    const gap = gaps.find(({ from, to }) => from <= window.from && window.from < to);
    if (gap === undefined) return [window];
    return gap.to < window.to ? [{ from: gap.to, to: window.to }] : [];
  });
}

const ACTIVITY_NAMES = Object.keys(createActivities({} as never)) as Name[];
