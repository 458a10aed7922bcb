import * as z from 'zod';

/** Classes of ACMG/AMP 2015. */
export const VariantClass = z.enum(['benign', 'likely_benign', 'uncertain', 'likely_pathogenic', 'pathogenic']);
export type VariantClass = z.infer<typeof VariantClass>;

export const CriterionState = z.enum(['met', 'not_met', 'not_assessed']);
export const CriterionStrength = z.enum(['supporting', 'moderate', 'strong', 'very_strong', 'stand_alone']);

/** ClinVar's assertion about the same variant, for information only. No criterion is derived from it. */
export const ClinVarAssertion = z.object({
  source: z.string(),
  significance: z.string(),
  review: z.string().nullable(),
});

/** A criterion of ACMG/AMP as applied in a classification. */
export const AppliedCriterion = z.object({
  /** `PVS1`. */
  code: z.string(),
  state: CriterionState,
  /** Null unless the criterion is met. */
  strength: CriterionStrength.nullable(),
  /** `data`: derived from the available data. `reviewer`: judged by a person, with a note. */
  source: z.enum(['data', 'reviewer']),
  /** Result from the available data, even if a person judged otherwise. */
  reason: z.string(),
  note: z.string().nullable(),
});
export type AppliedCriterion = z.infer<typeof AppliedCriterion>;

/** A registered source of evidence, with its version if known. */
export const EvidenceSource = z.object({
  kind: z.enum(['frequencies', 'clinvar', 'repeats', 'loss_of_function_genes']),
  /** Name given by the lab, or file name. */
  name: z.string(),
  /** SHA-256, only for sources that are read completely. */
  sha256: z.string().nullable(),
});
export type EvidenceSource = z.infer<typeof EvidenceSource>;

const ResultFile = z.object({ path: z.string(), sha256: z.string().nullable() });

/** Evidence for a classification at the time when it was recorded. */
export const AssessedVariant = z.object({
  /** 1-based, as in VCF. */
  variant: z.object({ chrom: z.string(), pos: z.int(), ref: z.string(), alt: z.string() }),
  /** The reference in the job's results; null if there is none. */
  reference: ResultFile.nullable(),
  /** Table that lists the variant, relative to the output dir. */
  table: ResultFile,
  genotype: z.string(),
  gene: z.string().nullable(),
  consequence: z.string().nullable(),
  transcript: z.string().nullable(),
  /** HGVS. */
  coding: z.string().nullable(),
  protein: z.string().nullable(),
  /** Class by the combining rules (Richards 2015), class by points (Tavtigian 2020), and the sum of points. */
  class_by_rules: VariantClass,
  class_by_points: VariantClass,
  points: z.int(),
  /** All 28 criteria. */
  criteria: z.array(AppliedCriterion),
  clinvar: ClinVarAssertion.nullable(),
  sources: z.array(EvidenceSource),
  /** Frequencies from 0 to 1. `bs1` is null unless the lab set it. */
  thresholds: z.object({ ba1: z.number(), bs1: z.number().nullable(), pm2: z.number() }),
});
export type AssessedVariant = z.infer<typeof AssessedVariant>;
