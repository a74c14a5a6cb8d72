/** Does all of it, one after the other, and then rejects with the first error. */
export async function inTurn<T>(values: readonly T[], act: (value: T) => Promise<void>): Promise<void> {
  const failures: unknown[] = [];
  for (const value of values) await act(value).catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}
