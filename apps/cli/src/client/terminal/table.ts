import stringWidth from 'string-width';

/** Column of a table. */
export interface TableColumn<Row> {
  readonly title: string;
  readonly cell: (row: Row) => string;
  /** Colours a cell after its text has been cut and padded. */
  readonly paint?: (text: string, row: Row) => string;
  readonly align?: 'right';
  /**
   * Columns with a higher number are dropped first if the terminal is too narrow; columns without a number are never
   * dropped.
   */
  readonly dropOrder?: number;
  /** Minimum width to which the column is cut before other columns are dropped. */
  readonly shrinksTo?: number;
}

const GAP = 2;

/** Returns the lines of a table, its titles first, none wider than the terminal. Cells have no line breaks. */
export function tableLines<Row>(rows: readonly Row[], columns: readonly TableColumn<Row>[], width: number): string[] {
  const measured = columns.map((column) => {
    const cells = rows.map((row) => oneLine(column.cell(row)));
    return { column, cells, width: Math.max(stringWidth(column.title), ...cells.map((cell) => stringWidth(cell))) };
  });
  const shown = fitted(measured, width);
  const line = (texts: readonly string[]) => texts.join(' '.repeat(GAP)).trimEnd();
  return [
    line(shown.map(({ column, width: size }) => padded(column.title.toUpperCase(), size, column.align))),
    ...rows.map((row, index) =>
      line(
        shown.map(({ column, cells, width: size }) => {
          const text = padded(cells[index] ?? '', size, column.align);
          return column.paint ? column.paint(text, row) : text;
        }),
      ),
    ),
  ];
}

interface Measured {
  readonly column: Pick<TableColumn<never>, 'dropOrder' | 'shrinksTo'>;
  readonly width: number;
}

/** Shrinks columns to their minimum width if that is enough; otherwise drops the least important ones. */
function fitted<M extends Measured>(columns: readonly M[], width: number): M[] {
  const excess = columns.reduce((sum, { width: size }) => sum + size + GAP, -GAP) - width;
  if (excess <= 0) return [...columns];
  const spare = columns.reduce((sum, { column, width: size }) => sum + spareOf(column, size), 0);
  if (spare >= excess) return shrunk(columns, excess);
  const last = columns.reduce<M | undefined>(
    (least, one) => ((one.column.dropOrder ?? 0) > (least?.column.dropOrder ?? 0) ? one : least),
    undefined,
  );
  return last
    ? fitted(
        columns.filter((one) => one !== last),
        width,
      )
    : shrunk(columns, spare);
}

const spareOf = ({ shrinksTo }: Measured['column'], width: number) =>
  shrinksTo === undefined ? 0 : Math.max(0, width - shrinksTo);

/** Takes the excess from the last columns that can shrink. */
function shrunk<M extends Measured>(columns: readonly M[], excess: number): M[] {
  let left = excess;
  return columns
    .toReversed()
    .map((one) => {
      const taken = Math.min(left, spareOf(one.column, one.width));
      left -= taken;
      return { ...one, width: one.width - taken };
    })
    .toReversed();
}

/** Cuts or pads text to a width in terminal columns. */
function padded(text: string, width: number, align?: 'right'): string {
  const cut = truncated(text, width);
  const space = ' '.repeat(width - stringWidth(cut));
  return align === 'right' ? space + cut : cut + space;
}

/** Cuts text to a width, and ends it with an ellipsis. */
export function truncated(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let cut = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (stringWidth(cut + segment) > width - 1) break;
    cut += segment;
  }
  return `${cut}…`;
}

/** Control characters in text from elsewhere must not reach the terminal. */
export const oneLine = (text: string): string => text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ').trim();
