import { dirname, isAbsolute, relative } from 'node:path';
import type { IndexedText } from './read-index.ts';

/** Returns the kind of a result by its path relative to the output folder; null if it has none. */
export type KindOf = (path: string) => string | null;

/** Index of an output, as it was read. */
export interface ReadOutputIndex {
  /** Name of the output. */
  readonly name: string;
  readonly texts: readonly IndexedText[];
}

/** Kinds that the page opens, links or shows in the genome browser. */
const KNOWN_KINDS = new Set(['bam', 'raw_vcf', 'annotated_vcf', 'filtered_tsv', 'reference', 'genes', 'targets']);

/**
 * Returns the kinds of the results that indexes list, and of the files in folders that they list: the column, if it is a
 * known kind, else the name of the output. Kinds that the manifest has are left to it. The first index wins.
 */
export function indexedKinds(
  indexes: readonly ReadOutputIndex[],
  outputDir: string,
  manifestKinds: ReadonlySet<string>,
): KindOf {
  const kinds = new Map<string, string>();
  for (const { name, texts } of indexes)
    for (const { text, column } of texts) {
      const path = isAbsolute(text) ? relative(outputDir, text) : '';
      const named = column !== null && KNOWN_KINDS.has(column) ? [column, name] : [name];
      const kind = named.find((each) => !manifestKinds.has(each));
      if (path !== '' && kind !== undefined && !kinds.has(path)) kinds.set(path, kind);
    }
  const kindOf = (path: string): string | null =>
    kinds.get(path) ?? (kinds.size === 0 || dirname(path) === path ? null : kindOf(dirname(path)));
  return kindOf;
}
