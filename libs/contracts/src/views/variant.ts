import * as z from 'zod';
import { text } from '../inputs.ts';
import { page } from './details.ts';

/** Classes of ACMG/AMP 2015. */
export const VariantClass = z.enum(['benign', 'likely_benign', 'uncertain', 'likely_pathogenic', 'pathogenic']);

/** A variant of a job's filtered table. */
export const VariantView = z.object({
  /** `20-4680464-G-A`: chromosome, position (1-based), reference, alternative. */
  variant: z.string(),
  chrom: z.string(),
  pos: z.int(),
  ref: z.string(),
  alt: z.string(),
  /** Phred scale. */
  quality: z.number().nullable(),
  /** As VCF writes it: `0/1`. */
  genotype: z.string(),
  depth: z.int().nullable(),
  /** Reads of the alternative allele. */
  alt_depth: z.int().nullable(),
  gene: z.string().nullable(),
  /** Terms of the most severe consequence, as `bcftools csq` names them; `&` between. */
  consequence: z.string().nullable(),
  transcript: z.string().nullable(),
  /** HGVS: `c.598G>A`; null where the job has no genes or reference, or the variant lies outside the transcript. */
  coding: z.string().nullable(),
  /** HGVS: `p.Glu200Lys`. */
  protein: z.string().nullable(),
});
export type VariantView = z.infer<typeof VariantView>;

export const VARIANT_SORTS = ['position', 'gene', 'consequence', 'depth', 'quality'] as const;

/** `GET /api/jobs/{id}/variants`: filters, all of which a variant must pass. */
export const VariantFilters = z.strictObject({
  attempt: z.coerce.number().int().positive().optional(),
  /** Path of the table in the output dir, for jobs with several samples; default: the first. */
  file: z.string().max(4096).optional(),
  /** Beginning of a gene's name, or a region: `20:4680000-4681000`. */
  q: text(200).optional(),
  consequence: text(60).optional(),
  genotype: z.enum(['het', 'hom']).optional(),
  min_depth: z.coerce.number().int().nonnegative().optional(),
  min_quality: z.coerce.number().nonnegative().optional(),
  sort: z.enum(VARIANT_SORTS).default('position'),
  order: z.enum(['asc', 'desc']).default('asc'),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  cursor: z.string().optional(),
});
export type VariantFilters = z.infer<typeof VariantFilters>;

export const VariantPage = page(VariantView).extend({
  /** Variants that pass the filters, and all of the table. */
  matching: z.int(),
  total: z.int(),
  /** Path of the table in the output dir, and all tables of the attempt. */
  file: z.string(),
  files: z.array(z.string()),
  attempt: z.int(),
  /** Consequences in the table, for the filter. */
  consequences: z.array(z.string()),
});
export type VariantPage = z.infer<typeof VariantPage>;

/** A criterion of ACMG/AMP as it was assessed from data at hand. */
export const AssessmentView = z.object({
  /** `PVS1`. */
  code: z.string(),
  state: z.enum(['met', 'not_met', 'not_assessed']),
  strength: z.enum(['supporting', 'moderate', 'strong', 'very_strong', 'stand_alone']).nullable(),
  reason: z.string(),
});
export type AssessmentView = z.infer<typeof AssessmentView>;

/** `GET /api/jobs/{id}/variants/{variant}`: the variant, every criterion, and the class by both schemes. */
export const VariantDetail = VariantView.extend({
  assessments: z.array(AssessmentView),
  /** Assertion of ClinVar on the very variant, as a side fact: no criterion comes from it. */
  clinvar: z.object({ source: z.string(), significance: z.string(), review: z.string().nullable() }).nullable(),
  /** Sum of points (Tavtigian 2020). */
  points: z.int(),
  class_by_points: VariantClass,
  /** By the combining rules (Richards 2015). */
  class_by_rules: VariantClass,
});
export type VariantDetail = z.infer<typeof VariantDetail>;
