import { TabixIndexedFile } from '@gmod/tabix';
import {
  proteinName,
  readBcsq,
  type ClinVarEntry,
  type Frequency,
  type ResidueEntry,
  type Variant,
} from '../../acmg/index.ts';
import type { VariantRow } from '../tables/read-table.ts';

/** Records of a bgzipped file that has a `.tbi` next to it, by region. */
class IndexedFile {
  private readonly file: TabixIndexedFile;

  constructor(path: string) {
    this.file = new TabixIndexedFile({ path, tbiPath: `${path}.tbi` });
  }

  /** Returns the lines that overlap a region (1-based, both ends included). `chr20` and `20` are the same sequence. */
  protected async linesIn(chrom: string, start: number, end: number): Promise<string[]> {
    const names = await this.file.getReferenceSequenceNames();
    const other = chrom.startsWith('chr') ? chrom.slice('chr'.length) : `chr${chrom}`;
    const name = [chrom, other].find((each) => names.includes(each));
    const lines: string[] = [];
    if (name !== undefined)
      await this.file.getLines(name, Math.max(0, start - 1), end, (line) => void lines.push(line));
    return lines;
  }
}

/** A record of a VCF with one of its alternative alleles. */
interface VcfRecord extends Variant {
  readonly info: ReadonlyMap<string, string>;
  /** Index of the allele among those of its line. */
  readonly allele: number;
}

class VcfFile extends IndexedFile {
  protected async recordsIn(chrom: string, start: number, end: number): Promise<VcfRecord[]> {
    return (await this.linesIn(chrom, start, end)).flatMap((line) => {
      const [, pos = '', , ref = '', alts = '', , , notes = ''] = line.split('\t');
      const info = new Map(notes.split(';').map((note) => note.split('=', 2) as [string, string]));
      return alts.split(',').map((alt, allele) => ({ chrom, pos: Number(pos), ref, alt, info, allele }));
    });
  }

  protected async recordOf({ chrom, pos, ref, alt }: Variant): Promise<VcfRecord | null> {
    const records = await this.recordsIn(chrom, pos, pos);
    return records.find((each) => each.pos === pos && each.ref === ref && each.alt === alt) ?? null;
  }
}

/** Frequencies of a population: a VCF with a frequency for each alternative allele in INFO. */
export class FrequencyFile extends VcfFile {
  constructor(
    path: string,
    private readonly name: string,
    private readonly field: string,
  ) {
    super(path);
  }

  async of(variant: Variant): Promise<Frequency> {
    const record = await this.recordOf(variant);
    const value = Number(record?.info.get(this.field)?.split(',')[record.allele]);
    const isListed = record !== null && !Number.isNaN(value);
    return { source: this.name, frequency: isListed ? value : 0, isListed };
  }
}

/**
 * ClinVar's VCF. If it is annotated with `bcftools csq` and the lab's genes, it also provides other variants at a
 * residue.
 */
export class ClinVarFile extends VcfFile {
  constructor(
    path: string,
    private readonly name: string,
  ) {
    super(path);
  }

  async entryOf(variant: Variant): Promise<ClinVarEntry | null> {
    const record = await this.recordOf(variant);
    const significance = record?.info.get('CLNSIG');
    if (!record || !significance) return null;
    return {
      source: this.name,
      significance: words(significance),
      review: words(record.info.get('CLNREVSTAT') ?? '') || null,
    };
  }

  /** Returns the entries at the amino acid of a missense variant; null if no record there is annotated. */
  async residueOf(row: VariantRow): Promise<ResidueEntry[] | null> {
    const residue = residueIn(row.consequence && proteinName(row.consequence));
    if (residue === null) return [];
    const records = await this.recordsIn(row.chrom, row.pos - 2, row.pos + 2);
    const annotated = records.filter(({ info }) => info.has('BCSQ'));
    if (records.length > 0 && annotated.length === 0) return null;
    return annotated.flatMap((record) => {
      const consequence = readBcsq(record.info.get('BCSQ') ?? '').find(
        ({ transcript }) => transcript === row.consequence?.transcript,
      );
      const protein = consequence ? proteinName(consequence) : null;
      if (protein === null || residueIn(protein) !== residue) return [];
      const isSameVariant = record.pos === row.pos && record.ref === row.ref && record.alt === row.alt;
      const significance = words(record.info.get('CLNSIG') ?? '');
      return [{ protein, isSameVariant, isPathogenic: /^(likely )?pathogenic/i.test(significance) }];
    });
  }
}

/** Repeats, as BED. */
export class RepeatsFile extends IndexedFile {
  async holds({ chrom, pos, ref }: Variant): Promise<boolean> {
    return (await this.linesIn(chrom, pos, pos + ref.length - 1)).length > 0;
  }
}

/** `p.Glu200Lys`: `Glu200`. */
const residueIn = (protein: string | null): string | null => /^p\.([A-Z][a-z]{2}\d+)/.exec(protein ?? '')?.[1] ?? null;

const words = (text: string): string => text.replaceAll('_', ' ').replaceAll('/', ' or ').trim();
