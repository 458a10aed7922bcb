import type { Readable } from 'node:stream';
import { readBcsq, type Consequence, type Variant } from '../../acmg/index.ts';

/** A row of a table of variants. */
export interface VariantRow extends Variant {
  readonly quality: number | null;
  readonly genotype: string;
  readonly depth: number | null;
  readonly altDepth: number | null;
  /** The most severe consequence. */
  readonly consequence: Consequence | null;
}

/** The file is not a table of variants. The message contains a human-readable reason. */
export class NoVariantTableError extends Error {
  override readonly name = 'NoVariantTableError';
}

const NEEDED = ['CHROM', 'POS', 'REF', 'ALT'] as const;

/**
 * Reads a table of variants: TSV with a header, columns by name. CHROM, POS, REF and ALT are required; QUAL, GT, DP, AD
 * and BCSQ are optional.
 * @throws NoVariantTableError
 */
export async function readVariantTable(content: Readable): Promise<VariantRow[]> {
  const rows: VariantRow[] = [];
  let columns = null as ReadonlyMap<string, number> | null;
  let rest = '';
  const take = (line: string): void => {
    if (line === '') return;
    const cells = (line.endsWith('\r') ? line.slice(0, -1) : line).split('\t');
    if (columns) rows.push(rowOf(cells, columns));
    else columns = columnsOf(cells);
  };
  // In chunks, because an await for each of a hundred thousand lines would take as long as everything else.
  for await (const chunk of content.setEncoding('utf8') as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    lines.forEach(take);
  }
  take(rest);
  if (!columns) throw new NoVariantTableError('The table of variants is empty: it has no header.');
  return rows;
}

function columnsOf(header: readonly string[]): ReadonlyMap<string, number> {
  const columns = new Map(header.map((name, index) => [name.replace(/^#/, ''), index]));
  const missing = NEEDED.filter((name) => !columns.has(name));
  if (missing.length > 0) throw new NoVariantTableError(`The table of variants has no column ${missing.join(', ')}.`);
  return columns;
}

function rowOf(cells: readonly string[], columns: ReadonlyMap<string, number>): VariantRow {
  const cell = (name: string): string => cells[columns.get(name) ?? -1] ?? '';
  const alt = cell('AD').split(',')[1];
  return {
    chrom: cell('CHROM'),
    pos: Number(cell('POS')),
    ref: cell('REF').toUpperCase(),
    alt: cell('ALT').toUpperCase(),
    quality: numberIn(cell('QUAL')),
    genotype: cell('GT'),
    depth: numberIn(cell('DP')),
    altDepth: numberIn(alt ?? ''),
    consequence: readBcsq(cell('BCSQ'))[0] ?? null,
  };
}

const numberIn = (text: string): number | null =>
  text === '' || text === '.' || Number.isNaN(Number(text)) ? null : Number(text);
