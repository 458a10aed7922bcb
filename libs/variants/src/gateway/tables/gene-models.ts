import { text } from 'node:stream/consumers';
import { codingName, proteinName, readGff3, type Transcript } from '../../acmg/index.ts';
import type { AttemptFiles } from '@reprise/gateway/jobs';
import type { ResultSource } from '@reprise/gateway/jobs';
import { readFai, ReferenceBases } from './reference-bases.ts';
import type { VariantRow } from './read-table.ts';

/**
 * Number of bases on each side of a variant that are read to shift indels. Longer repeats are not followed to their
 * end.
 */
const AROUND = 500;
/** Maximum size. A larger file is not a file of genes that fits into memory. */
const MOST_BYTES = 200 * 1024 * 1024;

/** Genes and reference of an attempt, which are used to name its variants. */
export class GeneModels {
  private constructor(
    private readonly transcripts: ReadonlyMap<string, Transcript>,
    private readonly reference: ReferenceBases | null,
    private readonly index: ReturnType<typeof readFai>,
  ) {}

  static async read(source: ResultSource, { files }: Pick<AttemptFiles, 'files'>): Promise<GeneModels> {
    const pathOf = (kind: string) => files.find((file) => file.kind === kind)?.path ?? null;
    const genes = await readWhole(source, pathOf('genes'));
    const fasta = pathOf('reference');
    const index = await readWhole(source, fasta && `${fasta}.fai`);
    return new GeneModels(readGff3(genes), fasta === null ? null : new ReferenceBases(source, fasta), readFai(index));
  }

  transcriptOf({ consequence }: VariantRow): Transcript | null {
    return this.transcripts.get(consequence?.transcript ?? '') ?? null;
  }

  /** Returns a variant's name in the coding sequence and in the protein; null if genes or reference are missing. */
  async namesOf(row: VariantRow): Promise<{ coding: string | null; protein: string | null }> {
    const protein = row.consequence && proteinName(row.consequence);
    const transcript = this.transcriptOf(row);
    const entry = this.index.get(row.chrom);
    if (!transcript || !entry || !this.reference) return { coding: null, protein };
    const around = { from: row.pos - AROUND, to: row.pos + row.ref.length + AROUND };
    const isSubstitution = row.ref.length === 1 && row.alt.length === 1;
    const bases = isSubstitution ? () => row.ref : await this.reference.around(entry, around);
    return { coding: codingName(row, transcript, bases), protein };
  }
}

async function readWhole(source: ResultSource, path: string | null): Promise<string> {
  const file = path === null ? null : await source.open(path);
  if (!file) return '';
  if (file.size === 0 || file.size > MOST_BYTES) {
    await file.close();
    return '';
  }
  return text(file.read(0, file.size - 1));
}
