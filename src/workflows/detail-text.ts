/** What there is of them, with an empty line between. */
export function paragraphs(...parts: string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}

export function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** `2026-11-19 02:00 UTC` of an ISO instant. */
export function minute(instant: string): string {
  return `${instant.slice(0, 16).replace('T', ' ')} UTC`;
}

/** `02:00 UTC` of an ISO instant. */
export function timeOfDay(instant: string): string {
  return `${instant.slice(11, 16)} UTC`;
}
