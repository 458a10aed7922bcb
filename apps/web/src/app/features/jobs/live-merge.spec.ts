import { aCancelledJob, aJob, at } from '../../testing/views.ts';
import { fromParams } from './list-state.ts';
import { compareJobs, isNewRow, matches, mergeRows } from './live-merge.ts';

const state = (params: Parameters<typeof fromParams>[0] = {}) => fromParams(params, null);
const job = (id: string, seconds: number, part = {}) => aJob({ job_id: id, created_at: at(seconds), ...part });
const nameOf = (actor: string) => (actor === 'user:a1' ? 'Ana Ruiz' : 'Bo Lind');
const changed = (...jobs: ReturnType<typeof aJob>[]) => new Map(jobs.map((one) => [one.job_id, one]));

describe('changes in the rows', () => {
  const rows = [job('c', 30), job('b', 20), job('a', 10)];

  it('keep their place, whatever they change', () => {
    const done = job('b', 20, { status: 'completed', last_seq: 99 });
    const next = mergeRows(rows, changed(done));
    expect(next.map(({ job_id }) => job_id)).toEqual(['c', 'b', 'a']);
    expect(next[1]).toBe(done);
    expect(next[0]).toBe(rows[0]);
  });

  it('are dropped where the row reads newer already', () => {
    expect(mergeRows(rows, changed(job('b', 20, { last_seq: 9 })))).toBe(rows);
  });

  it('leave the rows as they are where none of them changed', () => {
    expect(mergeRows(rows, changed(job('z', 40)))).toBe(rows);
  });
});

describe('a new row', () => {
  const rows = [job('c', 30), job('b', 20)];

  it('is a job that belongs above the last row that was read', () => {
    expect(isNewRow(job('d', 40), rows, true, state(), nameOf)).toBe(true);
    expect(isNewRow(job('x', 25), rows, true, state(), nameOf)).toBe(true);
  });

  it('is not a job that is there, nor one that lies further down', () => {
    expect(isNewRow(job('c', 30, { last_seq: 50 }), rows, true, state(), nameOf)).toBe(false);
    expect(isNewRow(job('a', 10), rows, true, state(), nameOf)).toBe(false);
  });

  it('is any job that is missing where all were read, or none', () => {
    expect(isNewRow(job('a', 10), rows, false, state(), nameOf)).toBe(true);
    expect(isNewRow(job('a', 10), [], false, state(), nameOf)).toBe(true);
  });

  it('is only one that the filters let through', () => {
    expect(isNewRow(job('d', 40), rows, true, state({ status: 'failed' }), nameOf)).toBe(false);
    expect(isNewRow(job('d', 40, { pipeline: 'panel' }), rows, true, state({ pipeline: 'wes' }), nameOf)).toBe(false);
  });
});

describe('filters', () => {
  it('hold cancelled jobs apart from failed ones', () => {
    expect(matches(aCancelledJob(), state({ status: 'cancelled' }), nameOf)).toBe(true);
    expect(matches(aCancelledJob(), state({ status: 'failed' }), nameOf)).toBe(false);
  });

  it('keep a running job that is being cancelled among the running', () => {
    expect(matches(aJob({ pending_action: 'cancelling' }), state({ status: 'running' }), nameOf)).toBe(true);
  });

  it('look for text in sample, id, person and error', () => {
    const failed = aJob({ error_message: 'Out of memory', created_by: 'svc-lims' });
    expect(['na128', '019a3f2c', 'LIMS', 'memory'].map((q) => matches(failed, state({ q }), nameOf))).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(matches(failed, state({ q: 'PAT' }), nameOf)).toBe(false);
  });

  it('look for the name of a person, not for that of a token or a service', () => {
    const holds = (created_by: string, q: string) => matches(aJob({ created_by }), state({ q }), nameOf);
    expect([holds('user:a1', 'ruiz'), holds('user:a1/token:t1', 'ana r'), holds('user:b2', 'bo l')]).toEqual([
      ...[true, true, true],
    ]);
    expect([holds('user:b2', 'ruiz'), holds('admin', 'lind')]).toEqual([false, false]);
  });
});

describe('the order', () => {
  it('puts jobs that have not ended last, either way', () => {
    const ended = job('a', 0, { completed_at: at(5) });
    for (const order of ['asc', 'desc'] as const) {
      expect(compareJobs(job('b', 0), ended, { sort: 'completed_at', order })).toBe(1);
      expect(compareJobs(ended, job('b', 0), { sort: 'completed_at', order })).toBe(-1);
    }
  });

  it('is by id where all else is equal', () => {
    expect(compareJobs(job('b', 0), job('a', 0), { sort: 'created_at', order: 'desc' })).toBeLessThan(0);
  });
});
