import type { WithFiles } from '@reprise/job';
import { waitsFor, type RunnerCandidate } from './waits-for.ts';

const runner = (more: Partial<RunnerCandidate> = {}): RunnerCandidate => ({
  runner_id: 'a',
  storage_id: 's',
  alive: true,
  holds_back: null,
  slots: 2,
  slots_taken: 0,
  ...more,
});
const other = runner({ runner_id: 'b', storage_id: 'other' });
const resume: WithFiles = { mode: 'resume', last_run: { storage_id: 's' }, results_on: null };
const rerun: WithFiles = { mode: 'fresh', last_run: null, results_on: 's' };

describe('the runner that a waiting job waits for', () => {
  it.each([
    ['drains', { holds_back: 'It drains: new disk.' }, 'It drains: new disk.'],
    ['is full', { slots_taken: 2 }, 'All of its slots are taken.'],
    ['has too few slots free', { slots_taken: 1 }, 'All of its slots are taken.'],
  ])('is the runner with its files, if that runner %s', (_, more, why) => {
    for (const job of [resume, rerun]) expect(waitsFor(job, 2, [other, runner(more)])).toEqual({ runner_id: 'a', why });
  });

  it('is absent if that runner, or another one with its storage, can take the job', () => {
    expect(waitsFor(rerun, 4, [runner()])).toBeNull();
    expect(waitsFor(rerun, 1, [runner({ holds_back: 'It drains.' }), runner({ runner_id: 'c' })])).toBeNull();
  });

  it('is absent if every runner is full, since the job then waits in queue order', () => {
    const full = runner({ slots_taken: 2 });
    expect(waitsFor(resume, 1, [full])).toBeNull();
    expect(waitsFor(resume, 1, [full, runner({ ...other, slots_taken: 2 })])).toBeNull();
  });

  it('is absent for a job that can run anywhere', () => {
    const full = [runner({ slots_taken: 2 })];
    expect(waitsFor({ ...rerun, results_on: null }, 1, full)).toBeNull();
    expect(waitsFor({ ...rerun, deletes_nothing: true }, 1, full)).toBeNull();
  });

  it('is an offline runner for a job that continues from its files, while another runner takes a rerun', () => {
    expect(waitsFor(resume, 1, [runner({ alive: false })])).toEqual({ runner_id: 'a', why: 'It is offline.' });
    expect(waitsFor(resume, 1, [other])).toMatchObject({ runner_id: null });
    expect(waitsFor(rerun, 1, [runner({ alive: false }), other])).toBeNull();
  });
});
