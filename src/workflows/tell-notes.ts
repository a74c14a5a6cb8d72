import { condition } from '@temporalio/workflow';

/**
 * Tells another workflow the note of a pause whenever it changes, null where nothing is paused any more, until `isOver`.
 * One after another, because otherwise an older word could arrive last. `told` is what it knows at the beginning.
 */
export async function tellNotes(
  noteNow: () => string | null,
  tell: (note: string | null) => Promise<void>,
  isOver: () => boolean,
  told: string | null = null,
): Promise<void> {
  for (let last = told; ;) {
    await condition(() => isOver() || noteNow() !== last);
    if (isOver()) return;
    last = noteNow();
    await tell(last);
  }
}
