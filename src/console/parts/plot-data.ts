/** One column: `value`, and what failed besides. */
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
