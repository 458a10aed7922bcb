import { dirname, isAbsolute, relative } from 'node:path';
import type { IndexedText } from './read-index.ts';

/** Kinds and labels of results, by their paths relative to the output folder. */
export interface IndexedResults {
  /** Returns null for a result that has no kind in an index. */
  readonly kindOf: (path: string) => string | null;
  readonly labelsOf: (path: string) => readonly string[];
}

/** A parsed index of an output. */
export interface ReadOutputIndex {
  /** Name of the output. */
  readonly name: string;
  readonly labels: readonly string[];
  readonly texts: readonly IndexedText[];
}

/** Kinds that the page opens, links or shows in the genome browser. */
const KNOWN_KINDS = new Set(['bam', 'raw_vcf', 'annotated_vcf', 'filtered_tsv', 'reference', 'genes', 'targets']);

/**
 * Returns the kinds and labels of the results that indexes list, including files in listed folders. The kind is the
 * column if that is a known kind, else the name of the output. Kinds in the manifest take precedence. The first index
 * wins.
 */
export function indexedResults(
  indexes: readonly ReadOutputIndex[],
  outputDir: string,
  manifestKinds: ReadonlySet<string>,
): IndexedResults {
  const found = new Map<string, { readonly kind: string | null; readonly labels: readonly string[] }>();
  for (const { name, labels, texts } of indexes)
    for (const { text, column } of texts) {
      const path = isAbsolute(text) ? relative(outputDir, text) : '';
      const named = column !== null && KNOWN_KINDS.has(column) ? [column, name] : [name];
      const kind = named.find((each) => !manifestKinds.has(each)) ?? null;
      if (path !== '' && !found.has(path)) found.set(path, { kind, labels });
    }
  const of = (path: string): ReturnType<typeof found.get> =>
    found.get(path) ?? (found.size === 0 || dirname(path) === path ? undefined : of(dirname(path)));
  return { kindOf: (path) => of(path)?.kind ?? null, labelsOf: (path) => of(path)?.labels ?? [] };
}
