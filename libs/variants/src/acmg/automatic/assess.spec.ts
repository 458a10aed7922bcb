import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { criterionCodes, type Assessment, type CriterionCode } from '../criteria.ts';
import { readBcsq } from '../genes/bcsq.ts';
import { readGff3 } from '../genes/read-gff3.ts';
import type { Transcript } from '../genes/transcript.ts';
import { assess } from './assess.ts';
import { DEFAULT_THRESHOLDS, type EvidenceSources } from './evidence-sources.ts';

const demo = join(import.meta.dirname, '../../../../../pipelines/wes/demo/reference/demo.gff3');
const transcripts = readGff3(readFileSync(demo, 'utf8'));

const NOTHING: EvidenceSources = {
  frequency: null,
  residue: null,
  lossOfFunctionGenes: null,
  isInRepeat: null,
  thresholds: DEFAULT_THRESHOLDS,
};
const assessed = (
  bcsq: string,
  position: number,
  given: Partial<EvidenceSources> = {},
): Map<CriterionCode, Assessment> => {
  const consequence = readBcsq(bcsq)[0] ?? null;
  const gene = consequence?.gene ?? '';
  const transcript: Transcript | null = transcripts.get(consequence?.transcript ?? `${gene}-T1`) ?? null;
  const all = assess({ position, consequence, transcript, evidence: { ...NOTHING, ...given } });
  return new Map(all.map((each) => [each.code, each]));
};
const of = (code: CriterionCode, ...given: Parameters<typeof assessed>) => assessed(...given).get(code);
const listed = (...genes: string[]) => ({ lossOfFunctionGenes: new Set(genes) });

const Y145 = 'stop_gained|PRNP|PRNP-T1|protein_coding|+|145Y>145*|4680301T>G';
const FRAMESHIFT = 'frameshift|ITPA|ITPA-T1|protein_coding|+|66GPVLVEDTCLCFNALGGLPGP*>66GPCWLRTLVCASMPLEGSPAPT*|319';

describe('every ACMG criterion', () => {
  it('is assessed, or states why not', () => {
    const all = assessed(Y145, 4680301);
    expect([...all.keys()]).toEqual(criterionCodes);
    expect([...all.values()].every(({ reason }) => reason.endsWith('.'))).toBe(true);
    expect([...all.values()].filter(({ state }) => state === 'met')).toEqual([]);
  });
});

describe('PVS1 (Abou Tayoun 2018)', () => {
  it('is not met for PRNP p.Tyr145Ter, since loss of function is no mechanism of PRNP', () => {
    expect(of('PVS1', Y145, 4680301, listed('ITPA'))).toMatchObject({
      state: 'not_met',
      reason: expect.stringContaining('PRNP'),
    });
  });

  it('is not assessed without a list of genes', () => {
    expect(of('PVS1', Y145, 4680301)).toMatchObject({ state: 'not_assessed' });
  });

  it('is strong instead of very strong if the stop is in the last exon and removes much of the protein', () => {
    expect(of('PVS1', Y145, 4680301, listed('PRNP'))).toMatchObject({ state: 'met', strength: 'strong' });
  });

  it('is moderate if little of the protein is lost', () => {
    const late = 'stop_gained|PRNP|PRNP-T1|protein_coding|+|250Y>250*|1';
    expect(of('PVS1', late, 4680614, listed('PRNP'))).toMatchObject({ state: 'met', strength: 'moderate' });
  });

  // The last junction of ITPA is after base 680, and its coding part begins at base 193, so codon 146 is at base 628.
  it.each([
    [146, 3202511, 'very_strong'],
    [147, 3202514, 'strong'],
  ])(
    'for a stop at codon %i, near the fiftieth base before the last junction, is %s: %s',
    (codon, position, strength) => {
      const stop = `stop_gained|ITPA|ITPA-T1|protein_coding|+|${String(codon)}Y>${String(codon)}*|x`;
      expect(of('PVS1', stop, position, listed('ITPA'))).toMatchObject({ state: 'met', strength });
    },
  );

  it('is very strong if a frameshift leads to decay', () => {
    expect(of('PVS1', FRAMESHIFT, 3194639, listed('ITPA'))).toMatchObject({ state: 'met', strength: 'very_strong' });
  });

  it.each([
    // OXT exon 1 contains 120 coding bases of 378. Skipping it preserves the frame and removes a third of the protein.
    ['splice_donor|OXT|OXT-T1|protein_coding', 3052422, 'OXT', 'strong'],
    // ITPA exon 2 contains 58 coding bases. Skipping it shifts the frame.
    ['splice_acceptor|ITPA|ITPA-T1|protein_coding', 3193814, 'ITPA', 'very_strong'],
    // ITPA exon 7, the second to last, ends at the last junction, so the shifted frame escapes decay.
    ['splice_donor|ITPA|ITPA-T1|protein_coding', 3202564, 'ITPA', 'strong'],
    ['start_lost|ITPA|ITPA-T1|protein_coding|+|1M>1V|x', 3190198, 'ITPA', 'supporting'],
  ])('for %s at %i is %s: %s', (bcsq, position, gene, strength) => {
    expect(of('PVS1', bcsq, position, listed(gene))).toMatchObject({ state: 'met', strength });
  });

  it('is not met by a missense variant', () => {
    expect(of('PVS1', 'missense|PRNP|PRNP-T1|protein_coding|+|200E>200K|x', 4680464, listed('PRNP'))).toMatchObject({
      state: 'not_met',
    });
  });
});

describe('the frequency criteria', () => {
  const at = (frequency: number, isListed = true) => ({ frequency: { source: 'gnomAD', frequency, isListed } });
  const states = (given: Partial<EvidenceSources>) =>
    (['PM2', 'BA1', 'BS1'] as const).map((code) => of(code, Y145, 4680301, given)?.state);

  it('are not assessed without a source, but are for absence from a source', () => {
    expect(states({})).toEqual(['not_assessed', 'not_assessed', 'not_assessed']);
    expect(states(at(0, false))).toEqual(['met', 'not_met', 'not_assessed']);
    expect(of('PM2', Y145, 4680301, at(0, false))).toMatchObject({
      strength: 'supporting',
      reason: 'gnomAD does not list it.',
    });
  });

  it("stand alone above 5 %, and are strong above the lab's limit for the disorder", () => {
    expect(states(at(0.06))).toEqual(['not_met', 'met', 'not_assessed']);
    expect(states(at(0.05))).toEqual(['not_met', 'not_met', 'not_assessed']);
    const thresholds = { ...DEFAULT_THRESHOLDS, bs1: 0.01 };
    expect(states({ ...at(0.02), thresholds })).toEqual(['not_met', 'not_met', 'met']);
    expect(states({ ...at(0.01), thresholds })).toEqual(['not_met', 'not_met', 'not_met']);
  });
});

describe('the protein length criteria', () => {
  const inframe = 'inframe_deletion|PRNP|PRNP-T1|protein_coding|+|12ACD>12A|x';

  it('count for a lost stop, and outside of repeats', () => {
    expect(of('PM4', 'stop_lost|PRNP|PRNP-T1|protein_coding|+|254*>254R|x', 4680627)).toMatchObject({ state: 'met' });
    expect(of('PM4', inframe, 4679900, { isInRepeat: false })).toMatchObject({ state: 'met', strength: 'moderate' });
    expect(of('BP3', inframe, 4679900, { isInRepeat: false })).toMatchObject({ state: 'not_met' });
  });

  it('support benign in a repeat, and are not assessed if repeats are unknown', () => {
    expect(of('BP3', inframe, 4679900, { isInRepeat: true })).toMatchObject({ state: 'met', strength: 'supporting' });
    expect(of('PM4', inframe, 4679900)).toMatchObject({ state: 'not_assessed' });
  });
});

describe('BP7 (Walker 2023)', () => {
  const synonymous = 'synonymous|ITPA|ITPA-T1|protein_coding|+|23A|x';

  it('is met by a synonymous variant away from the edge of an exon', () => {
    expect(of('BP7', 'synonymous|PRNP|PRNP-T1|protein_coding|+|117A|x', 4680217)).toMatchObject({ state: 'met' });
    // Exon 2 of ITPA: 3193815 to 3193872.
    expect([3193815, 3193816, 3193869, 3193870].map((at) => of('BP7', synonymous, at)?.state)).toEqual([
      'not_met',
      'met',
      'met',
      'not_met',
    ]);
  });

  it('is not met in a splice site, which is outside of exons', () => {
    const donor = 'splice_donor|OXT|OXT-T1|protein_coding';
    expect(of('BP7', donor, 3052422)).toMatchObject({ state: 'not_met', reason: 'It is in a splice site.' });
  });

  it('is met deep in an intron', () => {
    // AVP is on the reverse strand: exon 2 is 3063623 to 3063824, exon 1 begins at 3065201.
    const intron = 'intron|AVP|AVP-T1|protein_coding';
    expect([3063844, 3063845, 3065194, 3065195].map((at) => of('BP7', intron, at)?.state)).toEqual([
      'not_met',
      'met',
      'met',
      'not_met',
    ]);
  });
});

describe('the same-residue criteria', () => {
  const missense = 'missense|PRNP|PRNP-T1|protein_coding|+|200E>200K|x';
  const entry = (protein: string, isSameVariant = false, isPathogenic = true) => ({
    protein,
    isSameVariant,
    isPathogenic,
  });

  it('count other pathogenic variants of ClinVar, never the variant itself', () => {
    const states = (...residue: ReturnType<typeof entry>[]) =>
      (['PS1', 'PM5'] as const).map((code) => of(code, missense, 4680464, { residue })?.state);
    expect(states(entry('p.Glu200Lys', true))).toEqual(['not_met', 'not_met']);
    expect(states(entry('p.Glu200Lys'))).toEqual(['met', 'not_met']);
    expect(states(entry('p.Glu200Gly'))).toEqual(['not_met', 'met']);
    expect(states(entry('p.Glu200Gly', false, false))).toEqual(['not_met', 'not_met']);
    expect(of('PS1', missense, 4680464)).toMatchObject({ state: 'not_assessed' });
  });
});
