import { criterionCodes, type Assessment } from '../criteria.ts';
import { classify } from './classify.ts';
import { judge, judgementProblem, strengthsOf } from './judge.ts';

const byData = criterionCodes.map((code): Assessment =>
  code === 'PM2'
    ? { code, state: 'met', strength: 'supporting', reason: 'gnomAD does not list it.' }
    : { code, state: 'not_assessed', reason: 'Left to the reviewer.' },
);
const of = (code: string, judgements: Parameters<typeof judge>[1]) =>
  judge(byData, judgements).find((each) => each.code === code);

describe('the judgement of a reviewer', () => {
  it('replaces the result from data, which stays available', () => {
    expect(of('PM2', [{ code: 'PM2', state: 'not_met', note: 'common in our own cohort' }])).toEqual({
      code: 'PM2',
      state: 'not_met',
      reason: 'gnomAD does not list it.',
      source: 'reviewer',
      note: 'common in our own cohort',
    });
    expect(of('PM2', [])).toEqual({ ...byData.find(({ code }) => code === 'PM2'), source: 'data', note: null });
  });

  it('has the strength of Richards 2015 by default, and for PM2 that of the data', () => {
    expect(of('PM2', [{ code: 'PM2', state: 'met', note: 'own cohort' }])).toMatchObject({ strength: 'supporting' });
    expect(of('PS3', [{ code: 'PS3', state: 'met', note: 'study' }])).toMatchObject({ strength: 'strong' });
    expect(of('PS3', [{ code: 'PS3', state: 'met', strength: 'moderate', note: 'study' }])).toMatchObject({
      strength: 'moderate',
    });
  });

  it('counts in both schemes', () => {
    const judged = judge(byData, [
      { code: 'PS3', state: 'met', note: 'study' },
      { code: 'PM1', state: 'met', note: 'domain' },
    ]);
    expect(classify(judged)).toMatchObject({
      points: 7,
      by_rules: 'likely_pathogenic',
      by_points: 'likely_pathogenic',
    });
  });

  it.each([
    [{ code: 'PX9', state: 'met', note: 'n' }, 'there is no criterion PX9'],
    [{ code: 'toString', state: 'met', note: 'n' }, 'there is no criterion toString'],
    [{ code: 'PS3', state: 'not_met', strength: 'strong', note: 'n' }, 'PS3 is not met, so it has no strength'],
    [{ code: 'PS3', state: 'met', strength: 'stand_alone', note: 'n' }, 'PS3 cannot be applied as stand alone'],
    [{ code: 'BA1', state: 'met', strength: 'strong', note: 'n' }, 'BA1 cannot be applied as strong'],
    [{ code: 'BA1', state: 'met', strength: 'stand_alone', note: 'n' }, null],
  ] as const)('%j: %s', (judgement, problem) => {
    expect(judgementProblem(judgement)).toBe(problem);
  });

  it('may have any strength that its criterion allows', () => {
    for (const code of criterionCodes)
      for (const strength of strengthsOf(code))
        expect(judgementProblem({ code, state: 'met', strength, note: 'n' })).toBeNull();
  });
});
