import { aFailure, aJob } from '../../../testing/views.ts';
import { failureMessage, failureTitle, adviceOf } from './failure-words.ts';

const failed = (failure: Parameters<typeof aFailure>[0], possible = true) =>
  aJob({
    status: 'failed',
    current_step: 'Call variants',
    failure: aFailure(failure),
    resumable: { possible, why: null, until: null },
  });

describe('a failed job', () => {
  it('that found the disk full is told so, and to free some space, whatever the exit code says', () => {
    const message = 'CALL (NA12878) failed because the disk is full. Free some space, then resume.';
    for (const exit_code of [null, 1, 137]) {
      const job = failed({ exit_code, message });
      expect(failureTitle(job)).toBe('Call variants found the disk full');
      expect(adviceOf(job)).toBe(
        'Free some space on the disk of the work dir, then resume: finished steps stay cached.',
      );
    }
    expect(failureMessage(failed({ message }))).toBe('CALL (NA12878) failed because the disk is full.');
    expect(adviceOf(failed({ message }, false))).toBe('Free some space on the disk of the work dir, then rerun.');
  });

  it('that only quotes words about a disk keeps the advice of its exit code', () => {
    expect(adviceOf(failed({ message: 'CALL ended with exit code 137: disk is full of samples' }))).toBe(
      "Give the step more memory in the pipeline's configuration, then resume: finished steps stay cached.",
    );
  });

  it('that was lost with its runner is told to see to the machine', () => {
    const lost = failed({ cause: 'runner_lost', exit_code: null });
    expect(failureTitle(lost)).toBe('The runner was lost while this ran');
    expect(adviceOf(lost)).toBe("See that the runner's machine is well, then resume: finished steps stay cached.");
  });
});
