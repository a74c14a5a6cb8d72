/** An attachment as it should be, or as the mailbox lists it. */
export interface NamedSize {
  name: string;
  sizeBytes: number;
}

/**
 * How many of the attachments that a mail is to get are there, which go up one after another. Undefined where the mail
 * has others than the first so many. In which order a mailbox lists them is not documented, so names and sizes are
 * compared as sets; Exchange counts a little more than an attachment's bytes, never less.
 */
export function countAttached(wanted: readonly NamedSize[], found: readonly NamedSize[]): number | undefined {
  const expected = wanted.slice(0, found.length).toSorted(byNameAndSize);
  const isSame =
    expected.length === found.length &&
    found.toSorted(byNameAndSize).every((each, index) => {
      const other = expected[index];
      return other !== undefined && each.name === other.name && each.sizeBytes >= other.sizeBytes;
    });
  return isSame ? found.length : undefined;
}

function byNameAndSize(a: NamedSize, b: NamedSize): number {
  return a.name === b.name ? a.sizeBytes - b.sizeBytes : a.name < b.name ? -1 : 1;
}
