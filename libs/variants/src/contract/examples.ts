import { classify } from '@reprise/contracts/for-wings';
import type { ClassificationSummary, VariantDetail, VariantPage, VariantView } from './variant.ts';

const classified: ClassificationSummary = {
  seq: 1043,
  job_id: '0196f0c8-5b7e-7c3a-9a52-7c1d5e8f2b90',
  sample_name: 'DEMO1',
  attempt: 1,
  class: 'likely_pathogenic',
  by: 'admin',
  at: '2026-03-02T10:00:00.000Z',
  signatures: [
    {
      seq: 1050,
      by: 'user:019b2f6e-5c3a-7d41-9e0b-3f6a1c2d4e5f',
      name: 'Ana Ruiz',
      at: '2026-03-02T10:05:00.000Z',
      meaning: 'review',
      method: 'password',
    },
  ],
};
const { example: recorded } = classify.event;

const variant: VariantView = {
  variant: '20-4680464-G-A',
  chrom: '20',
  pos: 4_680_464,
  ref: 'G',
  alt: 'A',
  quality: 187.399,
  genotype: '0/1',
  depth: 58,
  alt_depth: 30,
  gene: 'PRNP',
  consequence: 'missense',
  transcript: 'PRNP-T1',
  coding: 'c.598G>A',
  protein: 'p.Glu200Lys',
  classified,
  classified_elsewhere: null,
};

const list: VariantPage = {
  items: [variant],
  next_cursor: null,
  matching: 1,
  total: 5,
  file: 'tsv/DEMO1.filtered.tsv',
  files: ['tsv/DEMO1.filtered.tsv'],
  attempt: 1,
  consequences: ['frameshift', 'missense', 'splice_donor', 'synonymous'],
};

const detail: VariantDetail = {
  ...variant,
  assessments: [
    { code: 'PVS1', state: 'not_met', strength: null, reason: 'It is not a null variant.' },
    { code: 'PM2', state: 'met', strength: 'supporting', reason: 'gnomAD does not list it.' },
  ],
  points: 1,
  class_by_points: 'uncertain',
  class_by_rules: 'uncertain',
  clinvar: { source: 'ClinVar 2026-10', significance: 'Pathogenic', review: 'criteria provided, single submitter' },
  classifications: [
    {
      ...recorded,
      ...classified,
      criteria: [...recorded.criteria],
      sources: [...recorded.sources],
      is_current: true,
      is_outdated: false,
    },
  ],
};

export const variantExamples = {
  list,
  detail,
};
