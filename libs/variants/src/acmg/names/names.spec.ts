import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readBcsq } from '../genes/bcsq.ts';
import { readGff3 } from '../genes/read-gff3.ts';
import type { Transcript } from '../genes/transcript.ts';
import { codingName, codingPlace, type Bases } from './coding-name.ts';
import { newStop, proteinChange, proteinName } from './protein-name.ts';

const demo = join(import.meta.dirname, '../../../../../pipelines/wes/demo/reference');
const transcripts = readGff3(readFileSync(join(demo, 'demo.gff3'), 'utf8'));
const sequence = gunzipSync(readFileSync(join(demo, 'demo.fa.gz')))
  .toString('latin1')
  .split('\n')
  .slice(1)
  .join('')
  .toUpperCase();
const bases: Bases = (start, end) => sequence.slice(start - 1, end);
const transcript = (gene: string): Transcript => transcripts.get(`${gene}-T1`)!;

const nameOf = (gene: string, pos: number, ref: string, alt: string) =>
  codingName({ chrom: '20', pos, ref, alt }, transcript(gene), bases);

describe('the coding name of a variant', () => {
  // Published names: ClinVar variations of PRNP (NM_000311) and ITPA (NM_033453), numbered by the same coding sequence.
  it.each([
    ['PRNP', 4680464, 'G', 'A', 'c.598G>A'],
    ['PRNP', 4680251, 'A', 'G', 'c.385A>G'],
    ['PRNP', 4680217, 'A', 'G', 'c.351A>G'],
    ['PRNP', 4680301, 'T', 'G', 'c.435T>G'],
    ['PRNP', 4680521, 'G', 'A', 'c.655G>A'],
    ['ITPA', 3193842, 'C', 'A', 'c.94C>A'],
    ['OXT', 3052422, 'G', 'A', 'c.120+1G>A'],
    ['AVP', 3063854, 'A', 'G', 'c.121-30T>C'],
  ])('for %s %i %s>%s is %s', (gene, pos, ref, alt, name) => {
    expect(nameOf(gene, pos, ref, alt)).toBe(name);
  });

  it('is shifted to the last of equal bases for a deletion', () => {
    expect(bases(3194639, 3194643)).toBe('GCCCG');
    expect(nameOf('ITPA', 3194639, 'GC', 'G')).toBe('c.201del');
  });

  it('is a duplication on both strands if it repeats the bases before it', () => {
    expect(nameOf('PRNP', 4680464, 'G', 'GG')).toMatch(/^c\.\d+dup$/);
    const base = bases(3063700, 3063700);
    expect(nameOf('AVP', 3063700, base, base + base)).toMatch(/^c\.\d+dup$/);
  });

  it('is shifted for an insertion too, with reversed bases', () => {
    expect(bases(4680464, 4680465)).toBe('GA');
    expect(nameOf('PRNP', 4680464, 'G', 'GTTTT')).toBe('c.598_599insTTTT');
    expect(nameOf('PRNP', 4680464, 'G', 'GACGTACGT')).toBe('c.599_600insCGTACGTA');
  });

  it('states the replacement of several bases', () => {
    const gone = bases(4680464, 4680466);
    expect(nameOf('PRNP', 4680464, gone, 'TTTT')).toBe('c.598_600delinsTTTT');
  });

  it('is absent outside of the transcript', () => {
    expect(nameOf('PRNP', 4682237, bases(4682237, 4682237), 'A')).toBeNull();
  });

  it('counts from the first coding base, without a zero, and from the stop on', () => {
    const prnp = transcript('PRNP');
    expect([4679866, 4679867, 4680628, 4680629, 4667158, 4667159].map((each) => codingPlace(prnp, each))).toEqual([
      '-1',
      '1',
      '762',
      '*1',
      '-11',
      '-11+1',
    ]);
  });
});

describe('the protein name of a variant', () => {
  it.each([
    ['missense|PRNP|T|protein_coding|+|200E>200K|1', 'p.Glu200Lys'],
    ['missense|PRNP|T|protein_coding|+|129M>129V|1', 'p.Met129Val'],
    ['synonymous|PRNP|T|protein_coding|+|117A|1', 'p.Ala117='],
    ['stop_gained|PRNP|T|protein_coding|+|145Y>145*|1', 'p.Tyr145Ter'],
    ['missense|ITPA|T|protein_coding|+|32P>32T|1', 'p.Pro32Thr'],
    ['frameshift|ITPA|T|protein_coding|+|66GPVLV*>66GPCWLR*|1', 'p.Val68CysfsTer5'],
    ['frameshift|G|T|protein_coding|+|10AB*>10A*|1', 'p.Xaa11Ter'],
    ['inframe_deletion|G|T|protein_coding|+|12ACD>12A|1', 'p.Cys13_Asp14del'],
    ['inframe_deletion|G|T|protein_coding|+|12AC>12A|1', 'p.Cys13del'],
    ['inframe_altering|G|T|protein_coding|+|12AC>12WWW|1', 'p.Ala12_Cys13delinsTrpTrpTrp'],
    ['stop_lost|G|T|protein_coding|+|254*>254R|1', 'p.Ter254ArgextTer?'],
    ['start_lost|G|T|protein_coding|+|1M>1V|1', 'p.Met1?'],
  ])('for %s is %s', (bcsq, name) => {
    expect(proteinName(readBcsq(bcsq)[0]!)).toBe(name);
  });

  it.each([
    ['intron|AVP||protein_coding'],
    ['frameshift|G|T|protein_coding|+|66GPV..319|1'],
    ['*missense|PRNP|T|protein_coding|+|219E>219K|1'],
    ['inframe_insertion|G|T|protein_coding|+|12A>12AC|1'],
  ])('is absent for %s', (bcsq) => {
    expect(proteinName(readBcsq(bcsq)[0]!)).toBeNull();
  });

  it('ends at the new stop', () => {
    expect(newStop(proteinChange('145Y>145*')!)).toBe(145);
    expect(newStop(proteinChange('66GPVLV*>66GPCWLR*')!)).toBe(72);
    expect(newStop(proteinChange('200E>200K')!)).toBeNull();
  });
});

describe('the BCSQ field', () => {
  it('is read with the most severe consequence first, without references to other records', () => {
    const all = readBcsq(
      'synonymous|A|T1|protein_coding|+|1M|x,stop_gained&splice_region|A|T2|protein_coding|-|2Q>2*|y,@4680464',
    );
    expect(all.map(({ terms, transcript: id, strand }) => [terms, id, strand])).toEqual([
      [['stop_gained', 'splice_region'], 'T2', '-'],
      [['synonymous'], 'T1', '+'],
    ]);
    expect(readBcsq('.')).toEqual([]);
  });
});
