import { aCancelledJob, aJob } from '../../testing/views.ts';
import { withShownStatus } from './refusal-status.ts';

const refusal = 'Cannot cancel job with status: failed';

describe('the job status in a refusal', () => {
  it("is the page's word, since the API has one status for failed and cancelled jobs", () => {
    expect(withShownStatus(refusal, aCancelledJob())).toBe('Cannot cancel job with status: cancelled');
    expect(withShownStatus(refusal, aJob({ status: 'failed', failure: null }))).toBe(refusal);
  });

  it('stays open if the job is not loaded, or has started again', () => {
    const open = 'Cannot cancel job with status: failed or cancelled';
    expect(withShownStatus(refusal)).toBe(open);
    expect(withShownStatus(refusal, null, 'cancelled')).toBe('Cannot cancel job with status: cancelled');
    expect(withShownStatus(refusal, aJob({ status: 'pending' }))).toBe(open);
  });

  it('changes no other sentence', () => {
    for (const other of ['Cannot rerun job with status: running', 'Cannot resume: its work dir is gone.'])
      expect(withShownStatus(other)).toBe(other);
  });
});
