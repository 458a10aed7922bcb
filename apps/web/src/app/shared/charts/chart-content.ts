import type * as plot from '@observablehq/plot';

type Plot = typeof plot;

/** Row of a chart's table. Its heading is a text, or a time that is shown as the user prefers. */
export type ChartRow = readonly [heading: string | { readonly at: string }, ...cells: string[]];

/** Content of a chart: its drawing, and the same values as a table. */
export interface ChartContent {
  /** Name of the chart and of its table. */
  readonly title: string;
  /** Height of the drawing in CSS pixels, known before it is drawn so that the page does not jump. */
  readonly height: number;
  /** Returns the marks and scales. Colours are CSS variables, so that they follow the theme. */
  readonly draw: (plot: Plot) => plot.PlotOptions;
  readonly columns: readonly string[];
  readonly rows: readonly ChartRow[];
}
