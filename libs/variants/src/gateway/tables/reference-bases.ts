import type { Bases } from '../../acmg/index.ts';
import type { ResultFile, ResultSource } from '@reprise/gateway/jobs';

/** Place of a sequence in a FASTA file. Source: http://www.htslib.org/doc/faidx.html. */
interface Entry {
  readonly length: number;
  readonly offset: number;
  readonly lineBases: number;
  readonly lineBytes: number;
}

/** Reads the index next to a FASTA file. */
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

/** Bases of a FASTA file. The file is open while it is being read, once for all concurrent readers. */
export class ReferenceBases {
  private readers = 0;
  private file: Promise<ResultFile | null> | null = null;

  constructor(
    private readonly source: ResultSource,
    private readonly path: string,
  ) {}

  /** Reads the bases around a part of a sequence. Outside of them, and outside of the sequence, returns `N`. */
  async around(entry: Entry, { from, to }: { from: number; to: number }): Promise<Bases> {
    const first = Math.max(1, from);
    const last = Math.min(entry.length, to);
    const byteOf = (base: number) =>
      entry.offset + Math.floor((base - 1) / entry.lineBases) * entry.lineBytes + ((base - 1) % entry.lineBases);
    const read = first <= last ? await this.read(byteOf(first), byteOf(last)) : '';
    const at = (base: number) => (base < first || base > last ? 'N' : (read[base - first] ?? 'N'));
    return (start, end) =>
      Array.from({ length: Math.max(0, end - start + 1) }, (_, index) => at(start + index)).join('');
  }

  /** Reads bytes without line ends; empty if there is no file. */
  private async read(start: number, end: number): Promise<string> {
    this.readers += 1;
    const opened = (this.file ??= this.source.open(this.path));
    try {
      const bytes = await (await opened)?.part(start, end);
      return bytes?.toString('latin1').replaceAll(/\s/g, '').toUpperCase() ?? '';
    } finally {
      this.readers -= 1;
      if (this.readers === 0) {
        this.file = null;
        await (await opened.catch(() => null))?.close();
      }
    }
  }
}
