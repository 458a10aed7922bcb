/** A frequency from a source, which is a population database that a lab registers as VCF with `INFO/AF`. */
export interface Frequency {
  /** Name of the source, for people. */
  readonly source: string;
  /** Allele frequency from 0 to 1; 0 if the source lacks the variant. */
  readonly frequency: number;
  /** Whether the source contains the variant. */
  readonly isListed: boolean;
}

/** ClinVar's assertion about the same variant, for information only. It is never a criterion. */
export interface ClinVarEntry {
  readonly source: string;
  /** From `INFO/CLNSIG`, with spaces for underscores. */
  readonly significance: string;
  readonly review: string | null;
}

/** Other ClinVar variants at the same amino acid, if its VCF was annotated with the lab's own genes. */
export interface ResidueEntry {
  /** `p.Glu200Lys`. */
  readonly protein: string;
  readonly isSameVariant: boolean;
  readonly isPathogenic: boolean;
}

/** Sources and thresholds of a lab. A null value was not provided, so its criteria are not assessed. */
export interface EvidenceSources {
  readonly frequency: Frequency | null;
  /** Entries at the residue; null without a ClinVar file annotated with the lab's genes. */
  readonly residue: readonly ResidueEntry[] | null;
  /** Genes in which loss of function is a known mechanism of disease. */
  readonly lossOfFunctionGenes: ReadonlySet<string> | null;
  /** Whether the variant lies in a repeat. */
  readonly isInRepeat: boolean | null;
  readonly thresholds: Thresholds;
}

export interface Thresholds {
  /** Frequency above which BA1 is met. Default 0.05: Richards 2015, and ClinGen (Ghosh 2018). */
  readonly ba1: number;
  /** Frequency above which BS1 is met, derived from prevalence and penetrance of the disorder; null if not set. */
  readonly bs1: number | null;
  /** Frequency up to which PM2 is met. */
  readonly pm2: number;
}

export const DEFAULT_THRESHOLDS: Thresholds = { ba1: 0.05, bs1: null, pm2: 0.0001 };
