import type { StoredJob } from '@reprise/contracts';
import {
  chosenText,
  amountText,
  freedText,
  jobBytes,
  leftByStorage,
  notCleanable,
  percentUsed,
  ruleText,
  storedStateText,
  unknownSizesText,
  statusWord,
  ruleError,
  triedRules,
} from './storage-text.ts';

const job: StoredJob = {
  job_id: 'j',
  sample_name: 'S',
  pipeline: 'wes',
  created_by: 'ada',
  status: 'completed',
  storage_id: 's',
  completed_at: '2026-03-01T10:12:00.000Z',
  cause: null,
  left: null,
  results_bytes: 10,
  work_dir_bytes: 5,
  other_disk_bytes: 0,
  measured_at: '2026-03-01T10:13:00.000Z',
  pinned: false,
  abandoned: false,
  cleaning: false,
  work_dir_cleaned: false,
  results_cleaned: false,
  clean_failed_at: null,
};

describe('the texts of the storage page', () => {
  it('state the age of a rule to the configured hour or minute', () => {
    const ages = [24, 36, 48, 1.5].map((hours) => hours * 3_600_000);
    const rules = ages.flatMap((work_dir_ms) => ruleText({ work_dir_ms, results_ms: null, min_free_bytes: null }));
    expect(rules).toEqual(
      ['1 day', '36 hours', '2 days', '90 minutes'].map((age) => `Work dirs are deleted ${age} after a job has ended.`),
    );
  });

  it('state the size of selected work dirs, as a minimum if some were not measured', () => {
    const unmeasured = { ...job, work_dir_bytes: null };
    expect(chosenText([job, { ...job, work_dir_bytes: 20 }])).toBe('2 jobs, 25 B of work dirs');
    expect(chosenText([job, unmeasured])).toBe('2 jobs, at least 5 B of work dirs');
    expect(chosenText([unmeasured])).toBe('1 job, work dirs not measured');
  });

  it('describe a cancelled job as cancelled, like other pages', () => {
    expect(statusWord(job)).toBe('Completed');
    expect(statusWord({ ...job, status: 'failed', cause: 'error' })).toBe('Failed');
    expect(statusWord({ ...job, status: 'failed', cause: 'cancelled' })).toBe('Cancelled');
  });

  it('explain why a work dir cannot be cleaned', () => {
    expect(notCleanable(job)).toBeNull();
    expect(notCleanable({ ...job, completed_at: null })).toBe('In use');
    expect(notCleanable({ ...job, pinned: true })).toBe('Pinned');
    expect(notCleanable({ ...job, abandoned: true })).toBe('Not proven to have ended');
    expect(notCleanable({ ...job, work_dir_cleaned: true })).toBe('Its work dir is removed');
  });

  it('show a failed clean until the next one', () => {
    const failed = { ...job, clean_failed_at: '2026-03-02T08:00:00.000Z' };
    expect(storedStateText(failed)).toBe('Not all could be deleted');
    expect(storedStateText({ ...failed, cleaning: true })).toBe('Being cleaned');
  });

  it('do not describe jobs as unmeasured if their sizes are only not reported yet', () => {
    expect([unknownSizesText(1), unknownSizesText(19)]).toEqual([
      ...['size of 1 job not known yet', 'size of 19 jobs not known yet'],
    ]);
  });

  it('leave unmeasured bytes unknown, as well as the use of a disk that does not answer', () => {
    expect([jobBytes(job), jobBytes({ ...job, work_dir_bytes: null })]).toEqual([15, null]);
    const disk = { runner_id: 'r', storage_id: 's', alive: true, jobs: 1, results_bytes: 1, work_dir_bytes: 1 };
    expect(percentUsed({ ...disk, bytes: 1_000, free_bytes: 250 })).toBe(75);
    expect(percentUsed({ ...disk, bytes: null, free_bytes: null })).toBeNull();
  });

  it('group what reruns left by runner, and state what can be deleted', () => {
    const at = (storage_id: string, more: Partial<StoredJob> = {}): StoredJob => ({
      ...job,
      storage_id,
      left: 'to_delete',
      ...more,
    });
    const amount = { jobs: 1, results_bytes: 1, work_dir_bytes: 1 };
    const disk = { runner_id: 'runner-a', storage_id: 's', alive: true, bytes: null, free_bytes: null, ...amount };
    const running = { completed_at: null, results_bytes: null };
    const left = [at('0123456789', { work_dir_bytes: null }), at('s'), at('s', running)];
    const groups = leftByStorage(left, [disk]).map(({ jobs, cleanable, ...group }) => ({
      ...group,
      counts: [jobs.length, cleanable.length],
    }));
    expect(groups).toEqual([
      { storage_id: 's', runner: 'runner-a', isAlive: true, bytes: 15, counts: [2, 1] },
      { storage_id: '0123456789', runner: 'storage 01234567', isAlive: false, bytes: null, counts: [1, 1] },
    ]);
  });

  it('accept the rules of a form with at least one number', () => {
    expect(triedRules({})).toBeUndefined();
    expect(triedRules({ work_dir_days: '', results_days: '-1' })).toBeUndefined();
    expect(triedRules({ work_dir_days: '30', min_free_gib: '1.5' })).toEqual({
      work_dir_days: 30,
      min_free_bytes: 1.5 * 2 ** 30,
    });
  });

  it('are wrong if they are not numbers above 0', () => {
    expect(['', '0.02', '30'].map((value) => ruleError(value, false))).toEqual(['', '', '']);
    expect(['0', '-1'].map((value) => ruleError(value, false))).toEqual(['Must be more than 0', 'Must be more than 0']);
    expect(ruleError('', true)).toBe('Must be a number');
  });

  it('count only known bytes as freed by rules', () => {
    const step = { job, what: 'work_dir', rule: 'work dirs after 7 days', bytes: 2000 } as const;
    expect(freedText([step], false)).toBe('1 job: 2.0 kB');
    expect(freedText([step, { ...step, bytes: null }], false)).toBe('2 jobs: at least 2.0 kB');
    expect(freedText([step, step], true)).toBe('more than 2 jobs: at least 4.0 kB');
    expect(freedText([{ ...step, bytes: null }], false)).toBe('1 job, of sizes not known yet');
  });

  it('describe a sum as a minimum only while sizes are missing', () => {
    const amount = { jobs: 2, results_bytes: 1500, work_dir_bytes: 500 };
    expect(amountText(amount, 0)).toBe('2.0 kB');
    expect(amountText(amount, 1)).toBe('≥ 2.0 kB');
    expect(amountText({ ...amount, results_bytes: 0, work_dir_bytes: 0 }, 2)).toBe('not known yet');
  });

  it('name each retention rule', () => {
    expect(ruleText({ work_dir_ms: 30 * 86_400_000, results_ms: null, min_free_bytes: 2 ** 30 })).toEqual([
      'Work dirs are deleted 30 days after a job has ended.',
      expect.stringMatching(/^The oldest work dirs are deleted while less than .* of a disk is free\.$/),
    ]);
  });
});
