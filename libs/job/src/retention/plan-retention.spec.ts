import type { StoredJob } from '@reprise/contracts';
import { planRetention, type RetentionRules } from './plan-retention.ts';

const DAY = 86_400_000;
const now = Date.parse('2026-06-01T00:00:00.000Z');
const GIB = 2 ** 30;

const job = (name: string, daysAgo: number | null, more: Partial<StoredJob> = {}): StoredJob => ({
  job_id: name,
  sample_name: name,
  pipeline: 'wes',
  created_by: 'ada',
  status: 'completed',
  storage_id: 's',
  completed_at: daysAgo === null ? null : new Date(now - daysAgo * DAY).toISOString(),
  cause: null,
  left: null,
  results_bytes: GIB,
  work_dir_bytes: 10 * GIB,
  other_disk_bytes: 0,
  measured_at: null,
  pinned: false,
  abandoned: false,
  cleaning: false,
  work_dir_cleaned: false,
  results_cleaned: false,
  clean_failed_at: null,
  ...more,
});
const rules = (given: Partial<RetentionRules>): RetentionRules => ({
  workDirMs: null,
  resultsMs: null,
  minFreeBytes: null,
  ...given,
});
const disk = (free_bytes: number, ...storages: string[]) => ({ free_bytes, storages: new Set(storages) });
const plan = (jobs: StoredJob[], given: Partial<RetentionRules>, free = 100 * GIB) =>
  planRetention(jobs, rules(given), [disk(free, 's')], now).map(
    ({ job: { job_id }, what, rule }) => `${job_id}: ${what}, ${rule}`,
  );

describe('retention', () => {
  const jobs = [job('young', 5), job('old', 40), job('older', 100), job('runs', null)];

  it('deletes nothing without a rule', () => {
    expect(plan(jobs, {}, 0)).toEqual([]);
  });

  it('deletes work dirs after their time, oldest first, and never those of a job in use', () => {
    expect(plan(jobs, { workDirMs: 30 * DAY })).toEqual([
      'older: work_dir, retention: work dirs after 30 days',
      'old: work_dir, retention: work dirs after 30 days',
    ]);
  });

  it('deletes results after their time, with the work dir if its time is over too', () => {
    expect(plan(jobs, { workDirMs: 30 * DAY, resultsMs: 90 * DAY })).toEqual([
      'older: all, retention: results after 90 days',
      'old: work_dir, retention: work dirs after 30 days',
    ]);
    expect(plan(jobs, { resultsMs: 90 * DAY })).toEqual(['older: results, retention: results after 90 days']);
  });

  it('leaves pinned, abandoned, cleaning and cleaned jobs', () => {
    const kept = [
      job('pinned', 99, { pinned: true }),
      job('abandoned', 99, { abandoned: true }),
      job('cleaning', 99, { cleaning: true }),
      job('cleaned', 99, { work_dir_cleaned: true }),
    ];
    expect(plan(kept, { workDirMs: 30 * DAY })).toEqual([]);
  });

  it('leaves a job for a day after a failed clean', () => {
    const failed = (hoursAgo: number) => [
      job('old', 99, { clean_failed_at: new Date(now - hoursAgo * 3_600_000).toISOString() }),
    ];
    expect(plan(failed(23), { workDirMs: 30 * DAY, resultsMs: 90 * DAY, minFreeBytes: GIB }, 0)).toEqual([]);
    expect(plan(failed(24), { resultsMs: 90 * DAY })).toEqual(['old: results, retention: results after 90 days']);
  });

  it('deletes the oldest work dirs on a nearly full disk until enough space is free', () => {
    const rule = 'retention: less than 50.0 GiB of disk free';
    expect(plan(jobs, { minFreeBytes: 50 * GIB }, 49 * GIB)).toEqual([`older: work_dir, ${rule}`]);
    expect(plan(jobs, { minFreeBytes: 50 * GIB }, 35 * GIB)).toEqual([
      `older: work_dir, ${rule}`,
      `old: work_dir, ${rule}`,
    ]);
    expect(plan(jobs, { minFreeBytes: 50 * GIB }, 50 * GIB)).toEqual([]);
  });

  it('frees a disk once, for all storages on it', () => {
    const on = (storage_id: string, name: string, daysAgo: number) => job(name, daysAgo, { storage_id });
    const both = [on('a', 'first', 90), on('b', 'second', 80), on('a', 'third', 70)];
    const steps = planRetention(both, rules({ minFreeBytes: 50 * GIB }), [disk(35 * GIB, 'a', 'b')], now);
    expect(steps.map(({ job: { job_id } }) => job_id)).toEqual(['first', 'second']);
  });

  it('counts what other rules and cleans free, and skips unmeasured files', () => {
    const free = 35 * GIB;
    expect(plan([...jobs, job('cleaning', 9, { cleaning: true })], { minFreeBytes: 50 * GIB }, free)).toHaveLength(1);
    expect(plan(jobs, { minFreeBytes: 50 * GIB, workDirMs: 30 * DAY }, free)).toHaveLength(2);
    expect(plan([job('unknown', 99, { work_dir_bytes: null })], { minFreeBytes: 50 * GIB }, 0)).toEqual([]);
  });

  it('counts nothing for a work dir on another disk', () => {
    const apart = job('apart', 200, { other_disk_bytes: 10 * GIB });
    const partly = job('partly', 150, { other_disk_bytes: 9 * GIB });
    const rule = 'retention: less than 50.0 GiB of disk free';
    expect(plan([apart, partly, ...jobs], { minFreeBytes: 50 * GIB }, 40 * GIB)).toEqual([
      `partly: work_dir, ${rule}`,
      `older: work_dir, ${rule}`,
    ]);
    expect(plan([apart], { minFreeBytes: 50 * GIB, workDirMs: 30 * DAY }, 0)).toEqual([
      'apart: work_dir, retention: work dirs after 30 days',
    ]);
    const cleaning = job('cleaning', 9, { cleaning: true, other_disk_bytes: 10 * GIB });
    expect(plan([...jobs, cleaning], { minFreeBytes: 50 * GIB }, 35 * GIB)).toHaveLength(2);
  });

  describe('for files that a rerun left on another storage', () => {
    const left = (how: StoredJob['left'], more: Partial<StoredJob> = {}) =>
      job('old', 40, { storage_id: 'other', left: how, ...more });
    const after30 = 'old: all, retention: files left by a rerun after 30 days';

    it('deletes files that the rerun was to delete after the time of work dirs, and kept results after that of results', () => {
      expect(plan([left('to_delete')], { workDirMs: 30 * DAY, resultsMs: 90 * DAY })).toEqual([after30]);
      expect(plan([left('to_delete')], { resultsMs: 30 * DAY })).toEqual([after30]);
      expect(plan([left('to_keep')], { workDirMs: 30 * DAY, resultsMs: 90 * DAY })).toEqual([]);
      expect(plan([left('to_keep')], { resultsMs: 30 * DAY })).toEqual([after30]);
      expect(plan([left('to_delete', { completed_at: null })], { workDirMs: 30 * DAY })).toEqual([]);
      expect(plan([left('to_delete', { work_dir_bytes: null, results_bytes: null })], { workDirMs: DAY })).toEqual([]);
    });

    it('cleans a job on one storage at a time', () => {
      const both = [job('old', 40), left('to_delete')];
      expect(plan(both, { workDirMs: 30 * DAY })).toEqual([after30]);
    });

    it('frees a nearly full disk of files that were not kept', () => {
      const on = (how: StoredJob['left']) =>
        planRetention([left(how)], rules({ minFreeBytes: 50 * GIB }), [disk(45 * GIB, 'other')], now);
      expect(on('to_delete')).toMatchObject([{ what: 'all', bytes: 11 * GIB }]);
      expect(on('to_keep')).toEqual([]);
    });
  });

  it('decides the same again, since a plan depends only on its input', () => {
    expect(plan(jobs.toReversed(), { workDirMs: DAY })).toEqual(plan(jobs, { workDirMs: DAY }));
  });

  it('deletes from the exact age of a rule on', () => {
    expect(plan([job('due', 30)], { workDirMs: 30 * DAY })).toHaveLength(1);
    expect(plan([job('due', 30)], { resultsMs: 30 * DAY })).toHaveLength(1);
    expect(plan([job('due', 30, { left: 'to_keep' })], { resultsMs: 30 * DAY })).toHaveLength(1);
    expect(plan([job('runs', null)], { workDirMs: 1, resultsMs: 1, minFreeBytes: GIB }, 0)).toEqual([]);
  });

  it('goes by age, then by job, then by storage', () => {
    const on = (name: string, storage_id: string) => job(name, 40, { storage_id, left: 'to_delete' });
    const given = [on('b', 'y'), on('a', 'z'), on('b', 'x'), on('a', 'y')];
    const disks = [disk(0, 'x', 'y', 'z')];
    for (const jobs of [given, given.toReversed()]) {
      const steps = planRetention(jobs, rules({ workDirMs: 30 * DAY }), disks, now);
      expect(steps.map(({ job: { job_id, storage_id } }) => `${job_id} on ${storage_id}`)).toEqual([
        'a on y',
        'b on x',
      ]);
    }
  });

  it('states how much each step frees, as far as it was measured', () => {
    const bytes = (given: Partial<RetentionRules>, more: Partial<StoredJob> = {}) =>
      planRetention([job('old', 99, more)], rules(given), [disk(0, 's')], now).map((step) => step.bytes);
    const [workDirMs, resultsMs] = [30 * DAY, 30 * DAY];
    expect(bytes({ workDirMs })).toEqual([10 * GIB]);
    expect(bytes({ resultsMs })).toEqual([GIB]);
    expect(bytes({ workDirMs, resultsMs })).toEqual([11 * GIB]);
    expect(bytes({ resultsMs }, { work_dir_bytes: null })).toEqual([GIB]);
    expect(bytes({ workDirMs }, { results_bytes: null })).toEqual([10 * GIB]);
    expect(bytes({ workDirMs, resultsMs }, { results_bytes: null })).toEqual([null]);
    expect(bytes({ minFreeBytes: GIB }, { left: 'to_delete', results_bytes: null })).toEqual([null]);
  });

  it('counts results that a rule deletes towards the needed space, and nothing on other disks', () => {
    const results = job('results', 99, { work_dir_cleaned: true, results_bytes: 20 * GIB });
    const given = { resultsMs: 90 * DAY, minFreeBytes: 50 * GIB };
    expect(plan([results, job('old', 40)], given, 35 * GIB)).toEqual([
      'results: results, retention: results after 90 days',
    ]);
    const fewer = { ...results, results_bytes: 10 * GIB };
    expect(plan([fewer, job('old', 40)], given, 35 * GIB)).toHaveLength(2);
    const elsewhere = { ...results, storage_id: 'other' };
    expect(plan([elsewhere, job('old', 40)], given, 45 * GIB)).toHaveLength(2);
  });

  it('plans a job once, also on a nearly full disk', () => {
    const old = job('old', 99);
    expect(plan([old], { workDirMs: 30 * DAY, minFreeBytes: 50 * GIB }, 0)).toEqual([
      'old: work_dir, retention: work dirs after 30 days',
    ]);
  });

  it('counts running deletions, of a job and of files that a rerun left', () => {
    const underWay = job('left', 9, {
      cleaning: true,
      left: 'to_delete',
      work_dir_bytes: 3 * GIB,
      results_bytes: 2 * GIB,
    });
    const given = { minFreeBytes: 50 * GIB };
    expect(plan([underWay, job('old', 99)], given, 45 * GIB)).toEqual([]);
    expect(plan([underWay, job('old', 99)], given, 44 * GIB)).toHaveLength(1);
    const latest = job('latest', 9, { cleaning: true });
    expect(plan([latest, job('old', 99)], given, 40 * GIB)).toEqual([]);
    expect(plan([latest, job('old', 99)], given, 39.5 * GIB)).toHaveLength(1);
  });
});
