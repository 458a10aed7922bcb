import type { AssessmentView } from '../../contract/index.ts';
import { applyAs, classifyBody, draftFrom, noteOf, problemsOf, untick, withDraft } from './draft.ts';

const pm2: AssessmentView = { code: 'PM2', state: 'met', strength: 'supporting', reason: 'not listed' };
const ps3: AssessmentView = { code: 'PS3', state: 'not_assessed', strength: null, reason: 'left' };
const empty = draftFrom(undefined);

describe('the draft of a classification', () => {
  it('changes criteria and both classes as they will be recorded', () => {
    const judged = applyAs(applyAs(empty, ps3, 'very_strong'), pm2, 'moderate');
    expect(withDraft([ps3, pm2], judged)).toMatchObject({
      points: 10,
      by_points: 'pathogenic',
      by_rules: 'likely_pathogenic',
      criteria: [
        { code: 'PS3', state: 'met', strength: 'very_strong', source: 'reviewer' },
        { code: 'PM2', state: 'met', strength: 'moderate', source: 'reviewer' },
      ],
    });
    expect(withDraft([ps3, pm2], empty)).toMatchObject({ points: 1, by_points: 'uncertain' });
  });

  it('drops a judgement that equals the data', () => {
    expect(applyAs(applyAs(empty, pm2, 'not_met'), pm2, 'supporting')).toEqual(empty);
  });

  it('has no judgement after a criterion is ticked and unticked', () => {
    expect(untick(applyAs(empty, ps3, 'strong'), ps3)).toEqual(empty);
    expect(untick(empty, pm2).judgements).toEqual([{ code: 'PM2', state: 'not_met', note: '' }]);
  });

  it('keeps the note when a strength changes', () => {
    const noted = noteOf(applyAs(empty, ps3, 'strong'), 'PS3', 'study');
    expect(applyAs(noted, ps3, 'moderate').judgements).toEqual([
      { code: 'PS3', state: 'met', strength: 'moderate', note: 'study' },
    ]);
  });

  it('states what is missing', () => {
    expect(problemsOf(applyAs(empty, ps3, 'strong'))).toEqual([
      'Add a note to PS3: why it is judged so.',
      'Choose the final class.',
      'Give a reason.',
    ]);
  });

  it('continues from the last recorded judgements', () => {
    const applied = { ...ps3, state: 'met', strength: 'strong', source: 'reviewer', note: 'study' } as const;
    const draft = draftFrom({ criteria: [applied, { ...pm2, source: 'data', note: null }] });
    expect(draft.judgements).toEqual([{ code: 'PS3', state: 'met', strength: 'strong', note: 'study' }]);
    expect(classifyBody({ ...draft, chosen: 'uncertain', reason: ' new ' }, { variant: '1-2-A-C' })).toEqual({
      variant: '1-2-A-C',
      class: 'uncertain',
      reason: 'new',
      criteria: [{ code: 'PS3', state: 'met', strength: 'strong', note: 'study' }],
    });
  });
});
