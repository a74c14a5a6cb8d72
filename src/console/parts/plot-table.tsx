import type { Strings } from '../strings/index.js';
import type { Column, PlotWords } from './plot-data.js';

interface PlotTableProps {
  columns: readonly Column[];
  words: PlotWords;
  format: (value: number) => string;
  strings: Strings;
}

/** The numbers of a plot. */
export function PlotTable({ columns, words, strings, format }: PlotTableProps) {
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
