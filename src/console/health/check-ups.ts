import { ArchiveError } from '../../domain/errors.js';
import type { Finding } from '../../doctor/finding.js';

/** So long a check-up that is over is shown again: it logs in to the sources, and who reloads a page asks nothing new. */
const SHOWN_FOR_MS = 15_000;

/** Looks at every outside system, of one connector or of all; tells each finding as soon as it is there. */
export type CheckUp = (
  connectorId: string | undefined,
  found: (finding: Finding) => void,
) => Promise<Finding[]>;

/** A check-up, as far as it is. */
export interface RunningCheckUp {
  /** In the order in which they were found. */
  findings: readonly Finding[];
  /** Why there are none; ConnectorNotFound only. */
  error: ArchiveError | undefined;
  isOver: boolean;
  over: Promise<void>;
}

/** Check-ups under way and just over, so that all who look at the same one share it. */
export class CheckUps {
  readonly #known = new Map<string | undefined, RunningCheckUp>();

  constructor(readonly checkUp: CheckUp) {}

  of(connectorId: string | undefined): RunningCheckUp {
    return this.#known.get(connectorId) ?? this.#begin(connectorId);
  }

  #begin(connectorId: string | undefined): RunningCheckUp {
    const findings: Finding[] = [];
    const running: RunningCheckUp = { findings, error: undefined, isOver: false, over: Promise.resolve() };
    running.over = this.#run(connectorId, running, (finding) => void findings.push(finding));
    this.#known.set(connectorId, running);
    return running;
  }

  async #run(
    connectorId: string | undefined,
    running: RunningCheckUp,
    found: (finding: Finding) => void,
  ): Promise<void> {
    try {
      await this.checkUp(connectorId, found);
    } catch (error) {
      running.error =
        error instanceof ArchiveError ? error : new ArchiveError('Unexpected', 'The check-up broke off.');
    }
    running.isOver = true;
    setTimeout(() => this.#known.delete(connectorId), SHOWN_FOR_MS).unref();
  }
}
