import * as z from 'zod';
import {
  AssessedVariant,
  ClinVarAssertion,
  CriterionState,
  CriterionStrength,
  page,
  SignatureView,
  text,
  VariantClass,
} from '@reprise/contracts/for-wings';

/** A recorded class, with actor and time. */
export const ClassificationSummary = z.object({
  /** Sequence of its event. */
  seq: z.int(),
  job_id: z.string(),
  sample_name: z.string().nullable(),
  attempt: z.int(),
  class: VariantClass,
  by: z.string(),
  at: z.iso.datetime(),
  /** Oldest first. */
  signatures: z.array(SignatureView),
});
export type ClassificationSummary = z.infer<typeof ClassificationSummary>;

/** A variant in a job's filtered table. */
export const VariantView = z.object({
  /** `20-4680464-G-A`: chromosome, position (1-based), reference, alternative. */
  variant: z.string(),
  chrom: z.string(),
  pos: z.int(),
  ref: z.string(),
  alt: z.string(),
  /** Phred scale. */
  quality: z.number().nullable(),
  /** As in VCF: `0/1`. */
  genotype: z.string(),
  depth: z.int().nullable(),
  /** Reads that support the alternative allele. */
  alt_depth: z.int().nullable(),
  gene: z.string().nullable(),
  /** Terms of the most severe consequence, as in `bcftools csq`, joined by `&`. */
  consequence: z.string().nullable(),
  transcript: z.string().nullable(),
  /** HGVS: `c.598G>A`; null if the job has no genes or reference, or if the variant is outside of the transcript. */
  coding: z.string().nullable(),
  /** HGVS: `p.Glu200Lys`. */
  protein: z.string().nullable(),
  /** The class last recorded for it in this job, and in another job with the same reference. */
  classified: ClassificationSummary.nullable(),
  classified_elsewhere: ClassificationSummary.nullable(),
});
export type VariantView = z.infer<typeof VariantView>;

export const VARIANT_SORTS = ['position', 'gene', 'consequence', 'depth', 'quality', 'class'] as const;

/** `GET /api/jobs/{id}/variants`: filters, combined with AND. */
export const VariantFilters = z.strictObject({
  attempt: z.coerce.number().int().positive().optional(),
  /** Path of the table in the output dir, for jobs with several samples; default: the first table. */
  file: z.string().max(4096).optional(),
  /** Prefix of a gene name, or a region: `20:4680000-4681000`. */
  q: text(200).optional(),
  consequence: text(60).optional(),
  genotype: z.enum(['het', 'hom']).optional(),
  /**
   * The recorded class. `any`: classified; `none`: not classified yet; `outdated`: another job has a newer
   * classification with a different class.
   */
  class: z.enum([...VariantClass.options, 'any', 'none', 'outdated']).optional(),
  min_depth: z.coerce.number().int().nonnegative().optional(),
  min_quality: z.coerce.number().nonnegative().optional(),
  sort: z.enum(VARIANT_SORTS).default('position'),
  order: z.enum(['asc', 'desc']).default('asc'),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  cursor: z.string().optional(),
});
export type VariantFilters = z.infer<typeof VariantFilters>;

export const VariantPage = page(VariantView).extend({
  /** Number of variants that match the filters, and in total. */
  matching: z.int(),
  total: z.int(),
  /** Path of the table in the output dir, and all tables of the attempt. */
  file: z.string(),
  files: z.array(z.string()),
  attempt: z.int(),
  /** Consequences in the table, by which it can be filtered. */
  consequences: z.array(z.string()),
});
export type VariantPage = z.infer<typeof VariantPage>;

/** A criterion of ACMG/AMP as derived from the available data. */
export const AssessmentView = z.object({
  /** `PVS1`. */
  code: z.string(),
  state: CriterionState,
  strength: CriterionStrength.nullable(),
  reason: z.string(),
});
export type AssessmentView = z.infer<typeof AssessmentView>;

/** A recorded classification with its evidence at that time. */
export const ClassificationView = AssessedVariant.extend({
  ...ClassificationSummary.shape,
  reason: z.string(),
  /** Whether it is the latest of its job. */
  is_current: z.boolean(),
  /** Whether it needs review, because the newest classification, in another job, has a different class. */
  is_outdated: z.boolean(),
});
export type ClassificationView = z.infer<typeof ClassificationView>;

/** `GET /api/jobs/{id}/variants/{variant}`: the variant, all criteria, and the class by both schemes. */
export const VariantDetail = VariantView.extend({
  assessments: z.array(AssessmentView),
  clinvar: ClinVarAssertion.nullable(),
  /** Sum of points (Tavtigian 2020). */
  points: z.int(),
  class_by_points: VariantClass,
  /** By the combining rules (Richards 2015). */
  class_by_rules: VariantClass,
  /** Its classifications in all jobs with the same reference, newest first; at most 200. */
  classifications: z.array(ClassificationView),
});
export type VariantDetail = z.infer<typeof VariantDetail>;
