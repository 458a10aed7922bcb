import { decide } from '../decide.ts';
import { jobThatIs, outcome, type StateName } from '../job.fixture.ts';
import { runnerCommands } from '../runner-commands.fixture.ts';
import type { Job } from '../state.ts';

describe('starting an attempt', () => {
  it.each<[StateName, string]>([
    ['pending', 'not_claimed: No runner has claimed this attempt.'],
    ['pending, claimed', 'attempt_started'],
    ['pending, cancelling', 'being_cancelled: This attempt was cancelled before it started.'],
    ['running', 'already_started: This attempt has started already.'],
    ['running, cancelling', 'already_started: This attempt has started already.'],
    ['running, pausing', 'already_started: This attempt has started already.'],
    ['paused', 'already_started: This attempt has started already.'],
    ['paused, cancelling', 'already_started: This attempt has started already.'],
    ['paused, unpausing', 'already_started: This attempt has started already.'],
  ])('%s -> %s', (state, expected) => {
    expect(outcome(decide(jobThatIs(state), runnerCommands(1).start))).toBe(expected);
  });

  it('is refused for an attempt that another runner has claimed', () => {
    const start = runnerCommands(1, 'runner-b').start;
    expect(outcome(decide(jobThatIs('pending, claimed'), start))).toBe(
      'already_claimed: Another runner has claimed this attempt.',
    );
  });

  describe('for a rerun', () => {
    const started = (job: Job, storage_id: string) => {
      const claimed = { ...job, status: 'pending', claimed_by: 'runner-a', pending_action: null } as Job;
      const [event] = decide(claimed, { ...runnerCommands(1).start, storage_id }) as readonly { data: object }[];
      return event!.data;
    };
    const rerun = { ...jobThatIs('pending, claimed'), results_on: 'storage-a' } as Job;

    it('names the storage of the previous results if it is another one', () => {
      expect(started(rerun, 'storage-b')).toMatchObject({ storage_id: 'storage-b', results_left_on: 'storage-a' });
    });

    it('names none if results are deleted, do not exist, or are continued', () => {
      const others = [
        started(rerun, 'storage-a'),
        started({ ...rerun, results_on: null } as Job, 'storage-b'),
        started({ ...rerun, mode: 'resume' } as Job, 'storage-b'),
      ];
      for (const data of others) expect(data).not.toHaveProperty('results_left_on');
    });
  });
});
