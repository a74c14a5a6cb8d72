/** What a mailbox may count for an attachment beyond its bytes: its properties, or all of it in base64. */
const OVERHEAD_BYTES = 65_536;
const OVERHEAD_FACTOR = 1.5;

/** An attachment as it should be, or as the mailbox lists it. */
export interface NamedSize {
  name: string;
  sizeBytes: number;
}

/**
 * How many of the attachments that a mail is to get are there, which go up one after another. Undefined where the mail
 * has others than the first so many. In which order a mailbox lists them, and what it counts as a size, is not
 * documented: names and sizes are compared as sets, and a size may be somewhat larger, never smaller.
 */
export function countAttached(wanted: readonly NamedSize[], found: readonly NamedSize[]): number | undefined {
  const expected = wanted.slice(0, found.length).toSorted(byNameAndSize);
  const isSame =
    expected.length === found.length &&
    found.toSorted(byNameAndSize).every((each, index) => {
      const other = expected[index];
      return other !== undefined && each.name === other.name && isSizeOf(each.sizeBytes, other.sizeBytes);
    });
  return isSame ? found.length : undefined;
}

function isSizeOf(found: number, sizeBytes: number): boolean {
  return found >= sizeBytes && found <= sizeBytes * OVERHEAD_FACTOR + OVERHEAD_BYTES;
}

function byNameAndSize(a: NamedSize, b: NamedSize): number {
  return a.name === b.name ? a.sizeBytes - b.sizeBytes : a.name < b.name ? -1 : 1;
}
