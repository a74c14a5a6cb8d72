import Table from 'cli-table3';

/** A plain table for people: a header line, no frame, so that it stays readable in a pipe and a mail. */
export function table(head: string[], rows: (string | number)[][], rightAligned: number[] = []): string {
  const lines = new Table({
    head,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 2 },
    colAligns: head.map((_, column) => (rightAligned.includes(column) ? 'right' : 'left')),
    chars: Object.fromEntries(
      [
        'top',
        'top-mid',
        'top-left',
        'top-right',
        'bottom',
        'bottom-mid',
        'bottom-left',
        'bottom-right',
        'left',
        'left-mid',
        'mid',
        'mid-mid',
        'right',
        'right-mid',
        'middle',
      ].map((name) => [name, '']),
    ),
  });
  lines.push(...rows.map((row) => row.map(String)));
  return lines
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}
