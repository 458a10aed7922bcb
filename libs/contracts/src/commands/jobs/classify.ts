import * as z from 'zod';
import { AssessedVariant, CriterionState, CriterionStrength, VariantClass } from '../../fields/classification.ts';
import { AttemptNumber } from '../../events/fields.ts';
import type { CommandDescriptor } from '../descriptor.ts';

const Note = z.string().trim().min(1).max(500);

/** A person's judgement on a criterion. It overrides the result derived from data. */
export const CriterionJudgement = z.strictObject({
  code: z.string().regex(/^[BP](?:VS|[AMPS])\d$/, 'must be a criterion of ACMG/AMP, such as PS3'),
  state: CriterionState,
  /** Default: the ACMG/AMP 2015 strength. Only for criteria that are met. */
  strength: CriterionStrength.optional(),
  note: Note,
});
export type CriterionJudgement = z.infer<typeof CriterionJudgement>;

export const ClassifyBody = z.strictObject({
  variant: z.string().min(1).max(25_000).describe('chromosome, position and alleles: 20-4680464-G-A'),
  class: VariantClass.describe('class to record'),
  criteria: z.array(CriterionJudgement).max(28).default([]).describe('judgements on criteria of ACMG/AMP'),
  reason: Note,
  attempt: z.int().min(1).optional().describe('attempt whose table lists it; the present one unless given'),
  file: z.string().max(4096).optional().describe('path of the table that lists it; the first one unless given'),
});
export type ClassifyBody = z.infer<typeof ClassifyBody>;

export const classify = {
  name: 'classify',
  path: 'jobs/:id/classify',
  role: 'reviewer',
  summary: 'Record the class of a variant in a completed job. Research use only',
  body: {
    name: 'Classify',
    schema: ClassifyBody,
    isRequired: true,
    examples: {
      as_data_say: { variant: '20-4680251-A-G', class: 'benign', reason: 'common in the population' },
      with_judgement: {
        variant: '20-4680464-G-A',
        class: 'likely_pathogenic',
        criteria: [{ code: 'PS3', state: 'met', strength: 'moderate', note: 'functional study, PMID 12345678' }],
        reason: 'missense in a known gene of prion disease, with functional evidence',
      },
    },
  },
  message: 'Variant classified',
  accepted: 'variant_classified',
  event: {
    description:
      'A person classified a variant of a completed job, by these criteria and for this reason. A later one of the same variant takes its place; both stay.',
    data: AssessedVariant.extend({ attempt: AttemptNumber, class: VariantClass, reason: z.string() }),
    example: {
      attempt: 1,
      variant: { chrom: '20', pos: 4680464, ref: 'G', alt: 'A' },
      reference: {
        path: 'reference/chr20.fa',
        sha256: '2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae',
      },
      table: {
        path: 'tsv/DEMO1.filtered.tsv',
        sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      },
      genotype: '0/1',
      gene: 'PRNP',
      consequence: 'missense',
      transcript: 'PRNP-T1',
      coding: 'c.598G>A',
      protein: 'p.Glu200Lys',
      class: 'likely_pathogenic',
      class_by_rules: 'uncertain',
      class_by_points: 'uncertain',
      points: 3,
      criteria: [
        {
          code: 'PS3',
          state: 'met',
          strength: 'moderate',
          source: 'reviewer',
          reason: 'Left to the reviewer.',
          note: 'functional study, PMID 12345678',
        },
        {
          code: 'PM2',
          state: 'met',
          strength: 'supporting',
          source: 'data',
          reason: 'gnomAD 4.1 exomes does not list it.',
          note: null,
        },
      ],
      clinvar: { source: 'ClinVar 2026-10', significance: 'Pathogenic', review: 'criteria provided, single submitter' },
      sources: [{ kind: 'frequencies', name: 'gnomAD 4.1 exomes', sha256: null }],
      thresholds: { ba1: 0.05, bs1: null, pm2: 0.0001 },
      reason: 'missense in a known gene of prion disease, with functional evidence',
    },
  },
  refused: 'classify_refused',
  about: 'variant',
  effects: [],
  refusals: { wrong_status: 'Cannot classify variants of a job with status: running' },
  text: {
    label: 'Classify',
    verb: 'classify a variant',
    ofJobs: true,
    ongoing: 'Classifying',
    past: 'Classified a variant',
    asked: 'classified a variant of this',
  },
  icon: 'list',
} as const satisfies CommandDescriptor;
