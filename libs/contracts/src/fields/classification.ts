import * as z from 'zod';

/** Classes of ACMG/AMP 2015. */
export const VariantClass = z.enum(['benign', 'likely_benign', 'uncertain', 'likely_pathogenic', 'pathogenic']);
export type VariantClass = z.infer<typeof VariantClass>;

export const CriterionState = z.enum(['met', 'not_met', 'not_assessed']);
export const CriterionStrength = z.enum(['supporting', 'moderate', 'strong', 'very_strong', 'stand_alone']);

/** Assertion of ClinVar on the very variant, as a side fact: no criterion comes from it. */
export const ClinVarAssertion = z.object({
  source: z.string(),
  significance: z.string(),
  review: z.string().nullable(),
});

/** A criterion of ACMG/AMP as it was applied to a classification. */
export const AppliedCriterion = z.object({
  /** `PVS1`. */
  code: z.string(),
  state: CriterionState,
  /** Null unless it is met. */
  strength: CriterionStrength.nullable(),
  /** `data`: assessed from data at hand. `reviewer`: judged by a person, with a note. */
  source: z.enum(['data', 'reviewer']),
  /** Result of the data at hand, also where a person judged otherwise. */
  reason: z.string(),
  note: z.string().nullable(),
});
export type AppliedCriterion = z.infer<typeof AppliedCriterion>;

/** A source of evidence that the lab registered, with its version as far as it is known. */
export const EvidenceSource = z.object({
  kind: z.enum(['frequencies', 'clinvar', 'repeats', 'loss_of_function_genes']),
  /** Name that the lab gave, or of the file. */
  name: z.string(),
  /** SHA-256, of sources that are read whole. */
  sha256: z.string().nullable(),
});
export type EvidenceSource = z.infer<typeof EvidenceSource>;

const ResultFile = z.object({ path: z.string(), sha256: z.string().nullable() });

/** The evidence of a classification, as it was when it was recorded. */
export const AssessedVariant = z.object({
  /** 1-based, as VCF writes it. */
  variant: z.object({ chrom: z.string(), pos: z.int(), ref: z.string(), alt: z.string() }),
  /** The job's reference among its results; null where it has none. */
  reference: ResultFile.nullable(),
  /** Table of variants that lists it, relative to the output dir. */
  table: ResultFile,
  genotype: z.string(),
  gene: z.string().nullable(),
  consequence: z.string().nullable(),
  transcript: z.string().nullable(),
  /** HGVS. */
  coding: z.string().nullable(),
  protein: z.string().nullable(),
  /** By the combining rules (Richards 2015), by points (Tavtigian 2020), and their sum. */
  class_by_rules: VariantClass,
  class_by_points: VariantClass,
  points: z.int(),
  /** All 28 criteria. */
  criteria: z.array(AppliedCriterion),
  clinvar: ClinVarAssertion.nullable(),
  sources: z.array(EvidenceSource),
  /** Frequencies, 0 to 1; `bs1` is null where the lab set none. */
  thresholds: z.object({ ba1: z.number(), bs1: z.number().nullable(), pm2: z.number() }),
});
export type AssessedVariant = z.infer<typeof AssessedVariant>;
