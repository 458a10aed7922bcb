import type { ClassificationView, VariantDetail, VariantPage, VariantView } from '@reprise/variants/contract';

const earlier = '0196f0d0-22bb-7cc1-8a11-2d3e4f5a6b01';
const later = '0196f0d0-22bb-7cc1-8a11-2d3e4f5a6b02';
const recorded = {
  seq: 1043,
  job_id: earlier,
  sample_name: 'PAT-0398',
  attempt: 1,
  by: 'a.meyer',
  at: '2026-02-11T09:30:00.000Z',
  class: 'likely_pathogenic',
} as const;

const variantAt = (
  pos: number,
  gene: string,
  consequence: string,
  coding: string,
  protein: string | null,
): VariantView => ({
  variant: `20-${String(pos)}-G-A`,
  chrom: '20',
  pos,
  ref: 'G',
  alt: 'A',
  quality: 187.4,
  genotype: '0/1',
  depth: 58,
  alt_depth: 30,
  gene,
  consequence,
  transcript: `${gene}-T1`,
  coding,
  protein,
  classified: null,
  classified_elsewhere: null,
});
const known = variantAt(4_680_464, 'PRNP', 'missense', 'c.598G>A', 'p.Glu200Lys');
const classified: VariantView = {
  ...known,
  classified: { ...recorded, seq: 2043, job_id: later, class: 'pathogenic', signatures: [] },
};
const items = [variantAt(3_052_422, 'OXT', 'splice_donor', 'c.120+1G>A', null), classified];

const classification = (
  changes: Pick<ClassificationView, 'seq' | 'job_id' | 'sample_name' | 'class' | 'reason' | 'is_outdated'>,
): ClassificationView => ({
  ...recorded,
  ...changes,
  is_current: true,
  genotype: '0/1',
  clinvar: null,
  signatures: [],
  variant: { chrom: '20', pos: known.pos, ref: 'G', alt: 'A' },
  reference: null,
  table: { path: 'tsv/PAT-0410.filtered.tsv', sha256: null },
  gene: known.gene,
  consequence: known.consequence,
  transcript: known.transcript,
  coding: known.coding,
  protein: known.protein,
  class_by_rules: 'uncertain',
  class_by_points: 'uncertain',
  points: 3,
  criteria: [
    {
      code: 'PS3',
      state: 'met',
      strength: 'moderate',
      source: 'reviewer',
      reason: 'Left to the reviewer: nothing at hand decides it.',
      note: 'functional study, PMID 12345678',
    },
  ],
  sources: [{ kind: 'frequencies', name: 'gnomAD 4.1 exomes', sha256: null }],
  thresholds: { ba1: 0.05, bs1: null, pm2: 0.0001 },
});
const classifications = [
  classification({
    seq: 2043,
    job_id: later,
    sample_name: 'PAT-0410',
    class: 'pathogenic',
    is_outdated: false,
    reason: 'segregates with the disease in three families',
  }),
  classification({
    seq: 1043,
    job_id: earlier,
    sample_name: 'PAT-0398',
    class: 'likely_pathogenic',
    is_outdated: true,
    reason: 'missense in a known gene, with functional evidence',
  }),
];

/** Responses about the variants of a job, one of which is classified here and in an earlier job. */
export const classifiedVariants: { page: VariantPage; detail: VariantDetail; exported: object } = {
  page: {
    items,
    next_cursor: null,
    matching: 2,
    total: 2,
    attempt: 1,
    file: 'tsv/PAT-0410.filtered.tsv',
    files: ['tsv/PAT-0410.filtered.tsv'],
    consequences: ['missense', 'splice_donor'],
  },
  detail: {
    ...classified,
    assessments: [
      { code: 'PVS1', state: 'not_met', strength: null, reason: 'It is not a null variant.' },
      {
        code: 'PS3',
        state: 'not_assessed',
        strength: null,
        reason: 'Left to the reviewer: nothing at hand decides it.',
      },
      { code: 'PM2', state: 'met', strength: 'supporting', reason: 'gnomAD 4.1 exomes does not list it.' },
    ],
    clinvar: { source: 'ClinVar 2026-10', significance: 'Pathogenic', review: 'criteria provided, single submitter' },
    points: 1,
    class_by_points: 'uncertain',
    class_by_rules: 'uncertain',
    classifications,
  },
  exported: {
    notice: 'Research use only, not a diagnosis.',
    job_id: later,
    sample_name: 'PAT-0410',
    attempt: 1,
    table: { path: 'tsv/PAT-0410.filtered.tsv', sha256: '9f86d081'.repeat(8) },
    reference: null,
    variants: [{ ...known, classification: classifications[0] }],
  },
};
