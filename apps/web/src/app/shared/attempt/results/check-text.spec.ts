import { aRunner } from '../../../testing/views.ts';
import { checkText } from './check-text.ts';

describe('the check of results', () => {
  it('shows how much is read while a runner reads those of the job', () => {
    const check = { job_id: 'one', bytes_done: 3e9, bytes_total: 41e9 };
    const runners = [aRunner(), aRunner({ checking_results: [check] })];
    expect(checkText('one', runners)).toBe('Checking results: 3.0 GB of 41.0 GB');
    expect(checkText('two', runners)).toBeNull();
  });
});
