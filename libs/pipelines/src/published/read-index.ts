import { extname } from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import { parse as parseYaml } from 'yaml';
import type { OutputIndex } from './output-block.ts';

/** Text in an index: the path of a result, or another value. */
export interface IndexedText {
  readonly text: string;
  /** Column or key of the text; null if it has none. */
  readonly column: string | null;
}

/** Reads the texts of an index that Nextflow wrote. @throws Error if the file does not match its extension */
export function readIndex(content: string, { path, sep, hasHeader }: OutputIndex): IndexedText[] {
  if (extname(path) === '.csv') return cellsIn(content, sep, hasHeader);
  return textsIn(extname(path) === '.json' ? JSON.parse(content) : parseYaml(content), null);
}

function cellsIn(content: string, sep: string, hasHeader: boolean): IndexedText[] {
  // Nextflow quotes every cell and does not escape quotes in it.
  const rows = parseCsv(content, { delimiter: sep, relax_quotes: true, relax_column_count: true });
  const columns = hasHeader ? rows.shift() : undefined;
  return rows.flatMap((cells) =>
    cells.flatMap((cell, at) => itemsIn(cell).map((text) => ({ text, column: columns?.[at] ?? null }))),
  );
}

/** Several files of a record are in one cell: `[/out/a.txt, /out/b.txt]`. */
const itemsIn = (cell: string): string[] => /^\[(.*)\]$/s.exec(cell)?.[1]?.split(', ') ?? [cell];

function textsIn(value: unknown, column: string | null): IndexedText[] {
  if (typeof value === 'string') return [{ text: value, column }];
  if (Array.isArray(value)) return value.flatMap((each) => textsIn(each, column));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => textsIn(each, key));
}
