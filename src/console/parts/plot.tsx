import type { Strings } from '../strings/index.js';
import type { Column, PlotWords } from './plot-data.js';
import { PlotTable } from './plot-table.js';

const HEIGHT = 160;
/** Above the highest column, for the mark of what failed, and below all of them, for the words. */
const TOP = 18;
const BOTTOM = 22;
/** Of the width, for the numbers beside the lines: enough for `100,000` on a phone. */
const SCALE = 15;
/** Of a column's share of the width, so that columns stay apart. */
const COLUMN_WIDTH = 0.72;
/** Fewer columns are not drawn wider. */
const MIN_COLUMNS = 12;
/** Of so many columns the first and the last have words below; those of fewer would run into each other. */
const MIN_LABELED = 7;
/** A column that is not empty is seen. */
const MIN_COLUMN = 2;

interface PlotProps {
  columns: readonly Column[];
  words: PlotWords;
  strings: Strings;
  /** The value of the top line, of which half is a round number as well. */
  topOf?: (highest: number) => number;
}

/**
 * Columns from left to right as an SVG that takes the width there is; its letters keep their size. The same stands below
 * as a table, for whoever does not see the picture or wants the numbers.
 */
export function ColumnPlot({ columns, words, strings, topOf = roundUp }: PlotProps) {
  const format = words.format ?? ((value) => value.toLocaleString(strings.tag));
  const highest = Math.max(0, ...columns.map(heightOf));
  const top = highest > 0 ? topOf(highest) : 0;
  const said = (column: Column) => saidOf(column, words, format);
  return (
    <figure class="plot card">
      <figcaption>
        {words.title} <Legend words={words} />
      </figcaption>
      <svg role="img" aria-label={summary(columns, words, said, strings)} width="100%" height={HEIGHT}>
        <Lines top={top} format={format} />
        <svg x={`${SCALE}%`} width={`${100 - SCALE}%`} height={HEIGHT}>
          <Columns columns={columns} top={top} said={said} />
        </svg>
      </svg>
      <PlotTable columns={columns} words={words} format={format} strings={strings} />
    </figure>
  );
}

/** Where something can fail: which color is which, and the mark that says so without color. */
function Legend({ words: { value, bad } }: { words: PlotWords }) {
  if (bad === undefined) return null;
  return (
    <small aria-hidden="true">
      <span class="busy">■</span>&nbsp;{value} <span class="bad">✕</span>&nbsp;{bad}
    </small>
  );
}

/** The line that columns stand on, the one at the top and the one half way, with what they stand for. */
function Lines({ top, format }: { top: number; format: (value: number) => string }) {
  const values = top > 0 ? [top, top / 2, 0] : [0];
  return (
    <>
      {values.map((value) => (
        <>
          <line class="rule" x1={`${SCALE}%`} x2="100%" y1={placeOf(value, top)} y2={placeOf(value, top)} />
          <text x="0" y={placeOf(value, top) + 4}>
            {value > 0 ? format(value) : '0'}
          </text>
        </>
      ))}
    </>
  );
}

interface ColumnsProps {
  columns: readonly Column[];
  top: number;
  said: (column: Column) => string;
}

/** The last one at the right edge. */
function Columns({ columns, top, said }: ColumnsProps) {
  const width = 100 / Math.max(MIN_COLUMNS, columns.length);
  const leftOf = (index: number) => 100 - (columns.length - index) * width;
  return (
    <>
      {columns.map((column, index) => (
        <Bars column={column} left={leftOf(index)} width={width} top={top} said={said(column)} />
      ))}
      {columns.length >= MIN_LABELED && (
        <text x={percent(leftOf(0))} y={HEIGHT - 5}>
          {columns[0]?.label}
        </text>
      )}
      <text x="100%" y={HEIGHT - 5} text-anchor="end">
        {columns.at(-1)?.label}
      </text>
    </>
  );
}

interface BarsProps {
  column: Column;
  /** In percent of the width, as `left` is. */
  width: number;
  left: number;
  top: number;
  said: string;
}

/** A column with what failed at its foot; of thousands a few would not be seen, so that a mark above says it. */
function Bars({ column, left, width, top, said }: BarsProps) {
  const { bad = 0 } = column;
  const [floor, foot] = [placeOf(0, top), barHeight(bad, top)];
  const head = Math.max(barHeight(heightOf(column), top), foot);
  const place = {
    x: percent(left + ((1 - COLUMN_WIDTH) / 2) * width),
    width: percent(COLUMN_WIDTH * width),
  };
  return (
    <g>
      <title>{said}</title>
      {head > foot && <rect class="mark" {...place} y={floor - head} height={head - foot} />}
      {foot > 0 && <rect class="mark bad" {...place} y={floor - foot} height={foot} />}
      {foot > 0 && (
        <text class="mark bad" x={percent(left + width / 2)} y={floor - head - 3} text-anchor="middle">
          ✕
        </text>
      )}
    </g>
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
  { title }: PlotWords,
  said: (column: Column) => string,
  { common }: Strings,
): string {
  const highest = columns.reduce<Column | undefined>(
    (best, column) => (best && heightOf(best) >= heightOf(column) ? best : column),
    undefined,
  );
  return highest === undefined ? title : `${title}. ${common.highest}: ${said(highest)}`;
}

function saidOf(
  { label, value, bad = 0 }: Column,
  words: PlotWords,
  format: (value: number) => string,
): string {
  const failed = words.bad === undefined || bad === 0 ? '' : `, ${words.bad}: ${format(bad)}`;
  return `${label}: ${format(value)}${failed}`;
}

function heightOf({ value, bad = 0 }: Column): number {
  return value + bad;
}

/** From the top of the picture, in pixels. */
function placeOf(value: number, top: number): number {
  return round(HEIGHT - BOTTOM - (top > 0 ? value / top : 0) * (HEIGHT - BOTTOM - TOP));
}

function barHeight(value: number, top: number): number {
  return value > 0 ? Math.max(MIN_COLUMN, round(placeOf(0, top) - placeOf(value, top))) : 0;
}

function percent(share: number): string {
  return `${round(share)}%`;
}

function round(value: number): number {
  return Number(value.toFixed(2));
}

/** So that half of it is a whole number as well. */
function roundUp(highest: number): number {
  if (highest <= 2) return 2;
  const power = 10 ** Math.floor(Math.log10(highest));
  return (
    power * ([1, 2, 4, 6, 8, 10].find((times) => times * power >= highest && (times * power) % 2 === 0) ?? 10)
  );
}
