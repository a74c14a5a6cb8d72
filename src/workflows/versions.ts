import { patched } from '@temporalio/workflow';

// A run that was open while its worker was replaced goes on in the new program, along the history that the old one wrote.
// Where the new program would give other commands, it asks here which of the two it is to be. Asked once, at the start
// of an execution, because an answer in its middle would hold for a part of it only.

/** Runs are paused, wait, and take up once more what the world refused; before, a refusal ended them. */
export const canPause = (): boolean => patched('pause-and-parking');

/** The days of a backfill run beside each other; before, one after another. */
export const hasParallelDays = (): boolean => patched('parallel-days');

/** A run that was refused at its opening tries that again when it is resumed; before, at the start of each new execution as well. */
export const opensOnceResumed = (): boolean => patched('opens-once-resumed');
