import type { VariantDetail } from '../contract/index.ts';
import { classOf, consequenceText, locusOf, placeText, pointsText, stateWord, variantName } from './variant-text.ts';

const variant = {
  variant: '20-4680301-T-G',
  chrom: '20',
  pos: 4_680_301,
  ref: 'T',
  alt: 'G',
  quality: 192,
  genotype: '0/1',
  depth: 48,
  alt_depth: 29,
  gene: 'PRNP',
  consequence: 'stop_gained&splice_region',
  transcript: 'T1',
  coding: 'c.435T>G',
  protein: 'p.Tyr145Ter',
  classified: null,
  classified_elsewhere: null,
};

describe('the text of a variant', () => {
  it('names gene and protein, or other known facts', () => {
    expect(variantName(variant)).toBe('PRNP p.Tyr145Ter');
    expect(variantName({ ...variant, protein: null })).toBe('PRNP c.435T>G');
    expect(variantName({ ...variant, gene: null, protein: null, coding: null })).toBe('20:4680301 T>G');
  });

  it('describes its consequence, and shortens long alleles', () => {
    expect(consequenceText(variant)).toBe('stop gained, splice region');
    expect(consequenceText({ consequence: null })).toBe('no consequence in a gene');
    expect(placeText({ ...variant, ref: 'A'.repeat(30) })).toBe('20:4680301 AAAAAAAAAA…>G');
  });

  it('has a region around it for the genome browser', () => {
    expect(locusOf(variant)).toBe('20:4680261-4680342');
    expect(locusOf({ ...variant, pos: 5 })).toBe('20:1-46');
  });
});

describe('the class of a row', () => {
  const about = { job_id: 'j', sample_name: 'S1', attempt: 1, by: 'ada', at: '2026-01-01T00:00:00.000Z' } as const;
  const given = { ...about, signatures: [] };
  const own = { ...given, seq: 3, class: 'uncertain' } as const;
  const other = { ...given, seq: 5, class: 'pathogenic', sample_name: 'S2' } as const;

  it('is that of this job, or else that of another one', () => {
    expect(classOf(variant)).toBeNull();
    expect(classOf({ ...variant, classified: own })).toMatchObject({ word: 'Uncertain significance', by: 'ada' });
    expect(classOf({ ...variant, classified_elsewhere: other })).toMatchObject({
      word: 'Pathogenic',
      says: 'in another job of S2',
      isElsewhere: true,
    });
  });

  it('needs a review if another job has a newer, different one', () => {
    const outdated = (seq: number) => classOf({ ...variant, classified: own, classified_elsewhere: { ...other, seq } });
    expect(outdated(5)).toMatchObject({ isOutdated: true, says: 'another job of S2: pathogenic' });
    expect(outdated(2)).toMatchObject({ isOutdated: false, by: 'ada' });
  });
});

describe('the text of an assessment', () => {
  it('states its strength if it is met', () => {
    expect(stateWord({ state: 'met', strength: 'very_strong' })).toBe('Very strong');
    expect(stateWord({ state: 'not_met', strength: null })).toBe('Not met');
    expect(stateWord({ state: 'not_assessed', strength: null })).toBe('Not assessed');
  });

  it('states points and the range of their class', () => {
    const points = (n: number, class_by_points: VariantDetail['class_by_points']) =>
      pointsText({ points: n, class_by_points } as VariantDetail);
    expect(points(1, 'uncertain')).toBe('1 point: 0 to 5 is uncertain');
    expect(points(-8, 'benign')).toBe('-8 points: -7 or less is benign');
  });
});
