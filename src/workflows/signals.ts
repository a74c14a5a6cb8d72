import { defineSignal } from '@temporalio/workflow';

/** Pauses the connector, or a backfill; `{ reason, by }`, a plain string or nothing (`domain/pause.ts`). */
export const pauseSignal = defineSignal<[unknown?]>('pause');
/** Lets it go on. */
export const resumeSignal = defineSignal<[unknown?]>('resume');
/** From the run of a day to its backfill: the connector is paused, or goes on where `note` is null. */
export const dayPausedSignal = defineSignal<[{ day: string; note: string | null }]>('day-paused');
/** From a backfill to the runs of its days: `pause` and `resume` of a backfill are not the connector's. */
export const holdSignal = defineSignal<[{ note: string | null }]>('hold');
