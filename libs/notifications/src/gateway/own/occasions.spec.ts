import type { OwnChoice } from '../../contract/index.ts';
import { chosenIn, subscriptionOf } from './occasions.ts';

const ANA = 'user:019b2f70-0a11-7b22-8c33-9d44aabbcc02';
const choice = (part: Partial<OwnChoice>): OwnChoice => ({
  occasions: ['failed'],
  jobs: 'mine',
  pipeline: [],
  label: [],
  ...part,
});

describe('the subscription for what a person chose', () => {
  it('is about failures of the jobs that the person submitted', () => {
    expect(subscriptionOf(choice({}), ANA)).toEqual({
      event_types: ['attempt_failed'],
      filter: { submitted_by: [ANA] },
    });
  });

  it('has each event once, and only verdicts that failed', () => {
    const all = choice({ occasions: ['ended', 'failed', 'quality_failed', 'approval_needed'], jobs: 'every' });
    expect(subscriptionOf(all, ANA)).toEqual({
      event_types: ['attempt_succeeded', 'attempt_failed', 'attempt_cancelled', 'qc_measured', 'approval_requested'],
      filter: { qc: ['fail'] },
    });
  });

  it.each([
    choice({ occasions: ['ended', 'approval_needed'], pipeline: ['wes'] }),
    choice({ occasions: ['failed', 'quality_failed'], jobs: 'every', label: ['run=2026-48'] }),
  ])('is read back as the same choice: $occasions', (chosen) => {
    const { event_types, filter } = subscriptionOf(chosen, ANA);
    expect(chosenIn(event_types, filter)).toEqual(chosen);
  });
});
