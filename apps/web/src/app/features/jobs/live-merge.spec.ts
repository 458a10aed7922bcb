import { aCancelledJob, aFailure, aJob, at } from '../../testing/views.ts';
import { fromParams } from './list-state.ts';
import { compareJobs, isNewRow, matches, mergeRows } from './live-merge.ts';

const state = (params: Parameters<typeof fromParams>[0] = {}) => fromParams(params, null);
const job = (id: string, seconds: number, part = {}) => aJob({ job_id: id, created_at: at(seconds), ...part });
const nameOf = (actor: string) => (actor === 'user:a1' ? 'Ana Ruiz' : 'Bo Lind');
const changed = (...jobs: ReturnType<typeof aJob>[]) => new Map(jobs.map((one) => [one.job_id, one]));

describe('live changes in the rows', () => {
  const rows = [job('c', 30), job('b', 20), job('a', 10)];

  it('keep the place of a row, whatever they change', () => {
    const done = job('b', 20, { status: 'completed', last_seq: 99 });
    const next = mergeRows(rows, changed(done));
    expect(next.map(({ job_id }) => job_id)).toEqual(['c', 'b', 'a']);
    expect(next[1]).toBe(done);
    expect(next[0]).toBe(rows[0]);
  });

  it('are dropped if the row is already newer', () => {
    expect(mergeRows(rows, changed(job('b', 20, { last_seq: 9 })))).toBe(rows);
  });

  it('leave the rows unchanged if none of them is affected', () => {
    expect(mergeRows(rows, changed(job('z', 40)))).toBe(rows);
  });
});

describe('a new row of the job list', () => {
  const rows = [job('c', 30), job('b', 20)];

  it('is a job that belongs above the last loaded row', () => {
    expect(isNewRow(job('d', 40), rows, true, state(), nameOf)).toBe(true);
    expect(isNewRow(job('x', 25), rows, true, state(), nameOf)).toBe(true);
  });

  it('is neither an existing job nor one further down', () => {
    expect(isNewRow(job('c', 30, { last_seq: 50 }), rows, true, state(), nameOf)).toBe(false);
    expect(isNewRow(job('a', 10), rows, true, state(), nameOf)).toBe(false);
  });

  it('is any missing job if all rows or none were loaded', () => {
    expect(isNewRow(job('a', 10), rows, false, state(), nameOf)).toBe(true);
    expect(isNewRow(job('a', 10), [], false, state(), nameOf)).toBe(true);
  });

  it('is a job that matches the filters', () => {
    expect(isNewRow(job('d', 40), rows, true, state({ status: 'failed' }), nameOf)).toBe(false);
    expect(isNewRow(job('d', 40, { pipeline: 'panel' }), rows, true, state({ pipeline: 'wes' }), nameOf)).toBe(false);
  });
});

describe('the filters of the job list', () => {
  it('separate cancelled from failed jobs', () => {
    expect(matches(aCancelledJob(), state({ status: 'cancelled' }), nameOf)).toBe(true);
    expect(matches(aCancelledJob(), state({ status: 'failed' }), nameOf)).toBe(false);
  });

  it('keep a running job among the running during its cancel', () => {
    expect(matches(aJob({ pending_action: 'cancelling' }), state({ status: 'running' }), nameOf)).toBe(true);
  });

  it('compare queue, runner, cause, submission and duration as the server does', () => {
    const found = (part: Partial<Parameters<typeof aJob>[0]>, params: Parameters<typeof fromParams>[0]) =>
      matches(aJob(part), state(params), nameOf);
    expect([found({ queue: 'urgent' }, { queue: 'urgent' }), found({}, { queue: 'urgent' })]).toEqual([true, false]);
    expect(found({ runner_id: 'r1' }, { runner_id: 'r1' })).toBe(true);
    expect(found({ runner_id: null }, { runner_id: 'r1' })).toBe(false);
    const killed = { status: 'failed', failure: aFailure({ cause: 'killed' }) } as const;
    const of = (cause: string) => found(killed, { status: 'failed', cause });
    expect([of('killed'), of('error')]).toEqual([true, false]);
    const submitted = (from: string, to: string) => found({ created_at: at(30) }, { from, to });
    expect([submitted(at(30), at(30)), submitted(at(31), at(40)), submitted(at(0), at(29))]).toEqual([
      ...[true, false, false],
    ]);
    const ended = { status: 'completed', started_at: at(0), completed_at: at(60), paused_ms: 10_000 } as const;
    const ran = (min_duration_ms: string, max_duration_ms: string) =>
      found(ended, { min_duration_ms, max_duration_ms });
    expect([ran('50000', '50000'), ran('50001', ''), ran('', '49999')]).toEqual([true, false, false]);
    const waits = { status: 'pending', started_at: null } as const;
    expect([found(waits, { min_duration_ms: '0' }), found(waits, { max_duration_ms: '1000' })]).toEqual([false, false]);
  });

  it('search for text in sample, id, person, error and name of the batch', () => {
    const batch = { id: '019a3f2d-0a11-7b22-8c33-9d44aabbcc02', name: 'Plate 12' };
    const failed = aJob({ error_message: 'Out of memory', created_by: 'svc-lims', batch });
    expect(
      ['na128', '019a3f2c', 'LIMS', 'memory', 'plate 1'].map((q) => matches(failed, state({ q }), nameOf)),
    ).toEqual([true, true, true, true, true]);
    expect(matches(failed, state({ q: 'PAT' }), nameOf)).toBe(false);
  });

  it('search for the name of a person, not of a token or a service', () => {
    const holds = (created_by: string, q: string) => matches(aJob({ created_by }), state({ q }), nameOf);
    expect([holds('user:a1', 'ruiz'), holds('user:a1/token:t1', 'ana r'), holds('user:b2', 'bo l')]).toEqual([
      ...[true, true, true],
    ]);
    expect([holds('user:b2', 'ruiz'), holds('admin', 'lind')]).toEqual([false, false]);
  });
});

describe('the labels of a job', () => {
  const labelled = aJob({ labels: { run: '2026-48', project: 'cardio' } });

  it('match a filter for one or several of them', () => {
    const found = (label: string) => matches(labelled, state({ label }), nameOf);
    expect([found('run=2026-48'), found('run=2026-48,project=cardio')]).toEqual([true, true]);
    expect([found('run=2026-49'), found('run=2026-48,project=exome')]).toEqual([false, false]);
    expect(matches(aJob(), state({ label: 'run=2026-48' }), nameOf)).toBe(false);
  });

  it('match a search for the text of a whole label, as on the server', () => {
    const found = (q: string) => matches(labelled, state({ q }), nameOf);
    expect([found('run=2026-48'), found('run=2026'), found('cardio')]).toEqual([true, false, false]);
  });
});

describe('the order of the job list', () => {
  it('puts unfinished jobs last in both directions', () => {
    const ended = job('a', 0, { completed_at: at(5) });
    for (const order of ['asc', 'desc'] as const) {
      expect(compareJobs(job('b', 0), ended, { sort: 'completed_at', order })).toBe(1);
      expect(compareJobs(ended, job('b', 0), { sort: 'completed_at', order })).toBe(-1);
    }
  });

  it('is by id among equal jobs', () => {
    expect(compareJobs(job('b', 0), job('a', 0), { sort: 'created_at', order: 'desc' })).toBeLessThan(0);
  });
});
