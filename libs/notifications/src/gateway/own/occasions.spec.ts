import type { OwnChoice } from '../../contract/index.ts';
import { chosenIn, subscriptionOf } from './occasions.ts';

const ANA = 'user:019b2f70-0a11-7b22-8c33-9d44aabbcc02';
const choice = (part: Partial<OwnChoice>): OwnChoice => ({
  occasions: ['failed'],
  jobs: 'mine',
  pipeline: [],
  label: [],
  one_message_per: 'batch',
  quiet_hours: null,
  ...part,
});

describe('the subscription for what a person chose', () => {
  it('is about failures of the jobs that the person submitted', () => {
    expect(subscriptionOf(choice({}), ANA)).toEqual({
      event_types: ['attempt_failed'],
      filter: { submitted_by: [ANA] },
      one_message_per: 'batch',
      quiet_hours: null,
    });
  });

  it('has each event once, and only verdicts that failed', () => {
    const all = choice({ occasions: ['ended', 'failed', 'quality_failed', 'approval_needed'], jobs: 'every' });
    expect(subscriptionOf(all, ANA)).toMatchObject({
      event_types: ['attempt_succeeded', 'attempt_failed', 'attempt_cancelled', 'qc_measured', 'approval_requested'],
      filter: { qc: ['fail'] },
    });
  });

  it.each([
    choice({ occasions: ['ended', 'approval_needed'], pipeline: ['wes'] }),
    choice({ occasions: ['failed', 'quality_failed'], jobs: 'every', label: ['run=2026-48'], one_message_per: 'job' }),
    choice({ quiet_hours: { from: '22:00', to: '07:00', time_zone: 'Europe/Berlin' } }),
  ])('is read back as the same choice: $occasions', (chosen) => {
    expect(chosenIn(subscriptionOf(chosen, ANA))).toEqual(chosen);
  });
});
