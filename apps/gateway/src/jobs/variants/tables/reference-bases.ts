import { text } from 'node:stream/consumers';
import type { Bases } from '@reprise/acmg';
import type { ResultSource } from '../../files/result-source.ts';

/** Place of a sequence in a FASTA file. Source: http://www.htslib.org/doc/faidx.html. */
interface Entry {
  readonly length: number;
  readonly offset: number;
  readonly lineBases: number;
  readonly lineBytes: number;
}

/** Reads the index beside a FASTA file. */
export const readFai = (content: string): ReadonlyMap<string, Entry> =>
  new Map(
    content
      .split('\n')
      .filter(Boolean)
      .map((line) => {
        const [name = '', ...numbers] = line.split('\t');
        const [length = 0, offset = 0, lineBases = 1, lineBytes = 1] = numbers.map(Number);
        return [name, { length, offset, lineBases, lineBytes }];
      }),
  );

/** Reads the bases around a stretch of a sequence; beyond them, and beyond its ends, there is `N`. */
export async function basesAround(
  source: ResultSource,
  fasta: string,
  entry: Entry,
  { from, to }: { from: number; to: number },
): Promise<Bases> {
  const first = Math.max(1, from);
  const last = Math.min(entry.length, to);
  const byteOf = (base: number) =>
    entry.offset + Math.floor((base - 1) / entry.lineBases) * entry.lineBytes + ((base - 1) % entry.lineBases);
  const file = first <= last ? await source.open(fasta) : null;
  if (!file) return (start, end) => 'N'.repeat(Math.max(0, end - start + 1));
  const read = (await text(file.read(byteOf(first), byteOf(last)))).replaceAll(/\s/g, '').toUpperCase();
  const at = (base: number) => (base < first || base > last ? 'N' : (read[base - first] ?? 'N'));
  return (start, end) => Array.from({ length: Math.max(0, end - start + 1) }, (_, index) => at(start + index)).join('');
}
