import { aJob, aRunner, at, NOON } from '../../../testing/views.ts';
import { awayText } from './away-text.ts';

describe('a job whose runner is silent', () => {
  const runner = aRunner({ alive: false, last_seen: at(-60) });
  const job = aJob({ runner_id: runner.runner_id });

  it('is not shown as stopped while its cancel waits', () => {
    expect(awayText({ ...job, pending_action: 'cancelling' }, [runner], NOON)).toMatch(
      /, which has this job, was last heard of at .*\. The cancel waits for it: nothing is stopped before\.$/,
    );
    expect(awayText(job, [runner], NOON)).toContain('Its processes may continue');
  });

  it('shows nothing once the runner is back, or after the job has ended', () => {
    expect(awayText(job, [{ ...runner, alive: true }], NOON)).toBeNull();
    expect(awayText({ ...job, status: 'failed' }, [runner], NOON)).toBeNull();
    expect(awayText({ ...job, runner_id: null }, [runner], NOON)).toBeNull();
  });
});
