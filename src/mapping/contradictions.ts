import type { MappingRow } from '../domain/mapping.js';

interface Period<Row> {
  row: Row;
  address: string;
  from: number;
  to: number;
}

/**
 * Which of a number's rows name another mailbox for a time that a row beside them names one for. All of them, for whichever
 * was kept, it might put private mail into the wrong mailbox. O(n log n): one number in every row must not stop us.
 */
export function contradictions<Row extends MappingRow>(rows: readonly Row[]): Row[] {
  const periods = rows.map(periodOf).toSorted((a, b) => a.from - b.from);
  const next = nextBeginOfAnother(periods);
  const isCut = beganBefore(periods);
  return periods
    .filter((period, index) => isCut[index] || (next[index] ?? Infinity) < period.to)
    .map(({ row }) => row);
}

function periodOf<Row extends MappingRow>(row: Row): Period<Row> {
  return {
    row,
    address: row.address.toLowerCase(),
    from: row.validFrom === null ? -Infinity : Date.parse(row.validFrom),
    to: row.validTo === null ? Infinity : Date.parse(row.validTo),
  };
}

/** Of each period, when the next one of another address begins. */
function nextBeginOfAnother(periods: readonly Period<MappingRow>[]): number[] {
  const next: number[] = [];
  for (let index = periods.length - 2; index >= 0; index -= 1) {
    const [here, after] = [periods[index], periods[index + 1]];
    next[index] = (here?.address === after?.address ? next[index + 1] : after?.from) ?? Infinity;
  }
  return next;
}

/** Of each period, whether one of another address began before it and ends after its begin. */
function beganBefore(periods: readonly Period<MappingRow>[]): boolean[] {
  // Two suffice: the latest end so far, and the latest of any other address.
  let latest = { address: '', to: -Infinity };
  let other = latest;
  return periods.map(({ address, from, to }) => {
    const rival = address === latest.address ? other : latest;
    if (address === latest.address) latest = { address, to: Math.max(to, latest.to) };
    else if (to > latest.to) [latest, other] = [{ address, to }, latest];
    else if (to > other.to) other = { address, to };
    return rival.to > from;
  });
}
