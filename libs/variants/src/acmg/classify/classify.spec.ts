import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { criteria, type CriterionCode, type Evidence, type Strength, type VariantClass } from '../criteria.ts';
import { classify } from './classify.ts';
import { classifyByPoints } from './points.ts';
import { classifyByRules, countsOf } from './rules-2015.ts';

/** `PVS1`, or `PM2_supporting` for a different strength. */
const evidence = (text: string): Evidence[] =>
  text
    .split(' ')
    .filter(Boolean)
    .map((token) => {
      const [, code = '', strength] = /^([A-Z]+\d)(?:_(\w+))?$/.exec(token) ?? [];
      const own = criteria[code as CriterionCode].strength;
      return { code: code as CriterionCode, strength: (strength as Strength | undefined) ?? own };
    });
const byRules = (text: string) => classifyByRules(countsOf(evidence(text)));

describe('a rule of table 5 (Richards 2015)', () => {
  it.each<[string, VariantClass]>([
    ['PVS1 PS1', 'pathogenic'], // Pathogenic (i) a
    ['PVS1 PM1 PM2_moderate', 'pathogenic'], // (i) b
    ['PVS1 PM1 PP1', 'pathogenic'], // (i) c
    ['PVS1 PP1 PP2', 'pathogenic'], // (i) d
    ['PS1 PS2', 'pathogenic'], // (ii)
    ['PS1 PM1 PM2_moderate PM3', 'pathogenic'], // (iii) a
    ['PS1 PM1 PM2_moderate PP1 PP2', 'pathogenic'], // (iii) b
    ['PS1 PM1 PP1 PP2 PP3 PP4', 'pathogenic'], // (iii) c
    ['PVS1 PM1', 'likely_pathogenic'], // Likely pathogenic (i)
    ['PS1 PM1', 'likely_pathogenic'], // (ii)
    ['PS1 PM1 PM2_moderate', 'likely_pathogenic'], // (ii)
    ['PS1 PP1 PP2', 'likely_pathogenic'], // (iii)
    ['PM1 PM2_moderate PM3', 'likely_pathogenic'], // (iv)
    ['PM1 PM2_moderate PP1 PP2', 'likely_pathogenic'], // (v)
    ['PM1 PP1 PP2 PP3 PP4', 'likely_pathogenic'], // (vi)
    ['BA1', 'benign'], // Benign (i)
    ['BS1 BS2', 'benign'], // (ii)
    ['BS1 BP1', 'likely_benign'], // Likely benign (i)
    ['BP1 BP2', 'likely_benign'], // (ii)
    ['', 'uncertain'],
    ['PVS1', 'uncertain'],
    ['PM1 PM2_moderate', 'uncertain'],
    ['BS1', 'uncertain'],
    ['PS1 PM1 BS1', 'uncertain'], // contradictory
    ['PM2_supporting BA1', 'benign'], // stands alone
  ])('%s gives %s', (text, expected) => {
    expect(byRules(text)).toBe(expected);
  });
});

describe('the points (Tavtigian 2020)', () => {
  it.each<[string, number, VariantClass]>([
    ['PVS1 PM2_supporting', 9, 'likely_pathogenic'],
    ['PVS1 PM1', 10, 'pathogenic'],
    ['PS1 PM1', 6, 'likely_pathogenic'],
    ['PM1 PP1 PP2 PP3', 5, 'uncertain'],
    ['BP4', -1, 'likely_benign'],
    ['BS1 BP1 BP2', -6, 'likely_benign'],
    ['BA1', -8, 'benign'],
    ['PVS1 BA1', 0, 'uncertain'],
  ])('of %s are %i: %s', (text, points, expected) => {
    expect(classifyByPoints(evidence(text))).toEqual({ points, class: expected });
  });
});

describe('an independent implementation (acmg-points 0.1.2) agrees', () => {
  const lines = readFileSync(join(import.meta.dirname, '../../../testing/combinations.txt'), 'utf8')
    .trim()
    .split('\n');
  const middle = lines.indexOf('points -80 to 80');
  const CLASS: Record<string, VariantClass> = {
    P: 'pathogenic',
    L: 'likely_pathogenic',
    U: 'uncertain',
    l: 'likely_benign',
    B: 'benign',
  };

  it('on the class of every combination of counts', () => {
    const letters = lines.slice(1, middle).join('');
    const differing: string[] = [];
    let at = 0;
    for (let pvs = 0; pvs < 3; pvs++)
      for (let ps = 0; ps < 5; ps++)
        for (let pm = 0; pm < 7; pm++)
          for (let pp = 0; pp < 6; pp++)
            for (let ba = 0; ba < 2; ba++)
              for (let bs = 0; bs < 5; bs++)
                for (let bp = 0; bp < 8; bp++) {
                  const counts = { pvs, ps, pm, pp, ba, bs, bp };
                  const theirs = CLASS[letters[at++]!];
                  if (classifyByRules(counts) !== theirs) differing.push(`${JSON.stringify(counts)}: ${theirs}`);
                }
    expect(at).toBe(letters.length);
    expect(differing).toEqual([]);
  });

  it('on the class of every number of points', () => {
    const letters = lines[middle + 1]!;
    const supporting = (n: number, code: CriterionCode) =>
      Array.from({ length: n }, () => ({ code, strength: 'supporting' as const }));
    for (let total = -80; total <= 80; total++)
      expect([total, classifyByPoints(total < 0 ? supporting(-total, 'BP4') : supporting(total, 'PP3')).class]).toEqual(
        [total, CLASS[letters[total + 80]!]],
      );
  });
});

describe('both classification schemes', () => {
  it('are shown side by side if they differ', () => {
    const met = evidence('PVS1 PM2_supporting').map((each) => ({ ...each, state: 'met' as const, reason: '' }));
    const unmet = { code: 'PP3', state: 'not_assessed', reason: 'No source was given.' } as const;
    expect(classify([...met, unmet])).toMatchObject({
      points: 9,
      by_points: 'likely_pathogenic',
      by_rules: 'uncertain',
      agree: false,
    });
  });
});
