import type * as plot from '@observablehq/plot';

type Plot = typeof plot;

/** Content of a chart: its drawing, and the same values as a table. */
export interface ChartContent {
  /** Name of the chart and of its table. */
  readonly title: string;
  /** Height of the drawing in CSS pixels, known before it is drawn so that the page does not jump. */
  readonly height: number;
  /** Returns the marks and scales. Colours are CSS variables, so that they follow the theme. */
  readonly draw: (plot: Plot) => plot.PlotOptions;
  readonly columns: readonly string[];
  /** Texts of the cells. The first cell of a row is its heading. */
  readonly rows: readonly (readonly string[])[];
}
