import type { Strings } from '../strings/index.js';

const HEIGHT = 150;
/** Above the highest column, for the words of its line, and below all of them, for theirs. */
const TOP = 16;
const BOTTOM = 22;
/** Of a column's share of the width, so that columns stay apart. */
const COLUMN_WIDTH = 0.72;
/** A column that is not empty is seen. */
const MIN_COLUMN = 2;

/** One column: `bad` is the part of `value` that failed. */
export interface Column {
  /** Such as a day, as people write it. */
  label: string;
  value: number;
  bad?: number;
}

/** What a plot is about, in the language of the page. */
export interface PlotWords {
  title: string;
  /** Of the labels, and of the values; heads of the table. */
  label: string;
  value: string;
  bad?: string;
  /** How a value is written; default: as a number. */
  format?: (value: number) => string;
}

interface PlotProps {
  columns: readonly Column[];
  words: PlotWords;
  strings: Strings;
}

/**
 * Columns from left to right as an SVG that takes the width there is; its letters keep their size. The same stands below
 * as a table, for whoever does not see the picture or wants the numbers.
 */
export function ColumnPlot(props: PlotProps) {
  const { columns, words, strings } = props;
  const format = words.format ?? ((value) => value.toLocaleString(strings.tag));
  const top = roundUp(Math.max(0, ...columns.map(({ value }) => value)));
  return (
    <figure class="plot">
      <figcaption>{words.title}</figcaption>
      <svg
        role="img"
        aria-label={summary(columns, { ...words, format }, strings)}
        width="100%"
        height={HEIGHT}
      >
        <Lines top={top} format={format} />
        {columns.map((column, index) => (
          <Bars {...column} {...{ index, top }} of={columns.length} said={said(column, words, format)} />
        ))}
        <EndLabels columns={columns} />
      </svg>
      <PlotTable {...props} format={format} />
    </figure>
  );
}

/** The line at the top and the one half way, with what they stand for, and the one that columns stand on. */
function Lines({ top, format }: { top: number; format: (value: number) => string }) {
  return (
    <>
      {[top, top / 2, 0].map((value) => (
        <line class="rule" x1="0" x2="100%" y1={heightAt(value, top)} y2={heightAt(value, top)} />
      ))}
      {[top, top / 2].map((value) => (
        <text x="0" y={heightAt(value, top) - 4}>
          {format(value)}
        </text>
      ))}
    </>
  );
}

interface BarsProps extends Column {
  index: number;
  of: number;
  top: number;
  said: string;
}

/** A column, what failed at its foot. */
function Bars({ value, bad = 0, index, of, top, said: text }: BarsProps) {
  const width = 100 / of;
  const place = {
    x: `${((index + (1 - COLUMN_WIDTH) / 2) * width).toFixed(3)}%`,
    width: `${(COLUMN_WIDTH * width).toFixed(3)}%`,
  };
  const foot = Math.min(barHeight(bad, top), barHeight(value, top));
  const rest = barHeight(value, top) - foot;
  return (
    <g>
      <title>{text}</title>
      <rect class="mark" {...place} y={heightAt(0, top) - foot - rest} height={rest} />
      <rect class="mark bad" {...place} y={heightAt(0, top) - foot} height={foot} />
    </g>
  );
}

/** The first and the last: more would run into each other on a narrow screen. */
function EndLabels({ columns }: { columns: readonly Column[] }) {
  const [first, last] = [columns[0], columns.at(-1)];
  return (
    <>
      <text x="0" y={HEIGHT - 5}>
        {first?.label}
      </text>
      {columns.length > 1 && (
        <text x="100%" y={HEIGHT - 5} text-anchor="end">
          {last?.label}
        </text>
      )}
    </>
  );
}

function PlotTable({ columns, words, strings, format }: PlotProps & { format: (value: number) => string }) {
  return (
    <details>
      <summary>{strings.common.asTable}</summary>
      <div class="scroll" tabindex={0} role="region" aria-label={words.title}>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.label}</th>
              <th scope="col" class="number">
                {words.value}
              </th>
              {words.bad && (
                <th scope="col" class="number">
                  {words.bad}
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {columns.map(({ label, value, bad = 0 }) => (
              <tr>
                <th scope="row">{label}</th>
                <td class="number">{format(value)}</td>
                {words.bad && <td class="number">{format(bad)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

/** A bar of so much of the whole, for a cell beside the number that it shows. */
export function ShareBar({ share, isBad = false }: { share: number; isBad?: boolean }) {
  return (
    <svg class="share" aria-hidden="true" width="100%" height="8">
      <rect class="mark none" width="100%" height="8" rx="2" />
      <rect class={isBad ? 'mark bad' : 'mark'} width={`${(share * 100).toFixed(2)}%`} height="8" rx="2" />
    </svg>
  );
}

function summary(
  columns: readonly Column[],
  words: PlotWords & { format: (value: number) => string },
  strings: Strings,
): string {
  const highest = columns.reduce<Column | undefined>(
    (best, column) => (best && best.value >= column.value ? best : column),
    undefined,
  );
  if (highest === undefined) return words.title;
  return `${words.title}. ${strings.common.highest}: ${said(highest, words, words.format)}`;
}

function said(
  { label, value, bad = 0 }: Column,
  words: PlotWords,
  format: (value: number) => string,
): string {
  const failed = words.bad === undefined || bad === 0 ? '' : `, ${words.bad}: ${format(bad)}`;
  return `${label}: ${format(value)}${failed}`;
}

function heightAt(value: number, top: number): number {
  return HEIGHT - BOTTOM - (value / top) * (HEIGHT - BOTTOM - TOP);
}

function barHeight(value: number, top: number): number {
  return value > 0 ? Math.max(MIN_COLUMN, heightAt(0, top) - heightAt(value, top)) : 0;
}

/** To 2, 4 or 10 times a power of ten, so that half of it is a whole number as well. */
function roundUp(highest: number): number {
  if (highest <= 2) return 2;
  const power = 10 ** Math.floor(Math.log10(highest));
  return power * ([1, 2, 4, 6, 8, 10].find((times) => times * power >= highest) ?? 10);
}
