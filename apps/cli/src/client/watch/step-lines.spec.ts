import type { JobView, StepView } from '@reprise/contracts';
import { stepLines } from './step-lines.ts';

type Step = StepView;

const none = {
  total: 0,
  waiting: 0,
  running: 0,
  completed: 0,
  cached: 0,
  failed: 0,
  ignored: 0,
  retried: 0,
  aborted: 0,
};
const step = (state: Step['state'], tasks: Partial<Step['tasks']>, part: Partial<Step> = {}): Step => ({
  process: 'CALL',
  step: 'CALL',
  state,
  tasks: { ...none, ...tasks },
  started_at: '2026-01-01T08:00:00.000Z',
  completed_at: null,
  ...part,
});
const NOON = Date.parse('2026-01-01T12:00:00.000Z');
const row = (one: Step, job: Partial<JobView> = {}, frozen: Parameters<typeof stepLines>[3] = []): string =>
  stepLines(
    { steps: [one], status: 'failed', completed_at: '2026-01-01T08:01:27.000Z', paused: null, failure: null, ...job },
    { paint: (_, text) => text, width: 120 },
    NOON,
    frozen,
  )[1]!.trim();

describe('stepLines', () => {
  it('ends a stopped step with its job', () => {
    const stopped = step('stopped', { total: 2, aborted: 2 });
    expect(row(stopped)).toMatch(/^CALL +stopped +0\/2 +1 m 27 s$/);
    expect(row({ ...stopped, state: 'running' }, { status: 'running', completed_at: null })).toMatch(/4 h 00 m$/);
  });

  it('shows no waiting step in a job that has ended', () => {
    const waiting = step('waiting', {}, { started_at: null });
    expect(row(waiting)).toMatch(/^CALL +not reached$/);
    expect(row(waiting, { status: 'running', completed_at: null })).toMatch(/^CALL +waiting$/);
  });

  it('shows a step of a paused job as of the pause', () => {
    const paused = { mode: 'freeze' as const, since: '2026-01-01T08:03:00.000Z' };
    const job = { status: 'paused' as const, completed_at: null };
    expect(row(step('running', { total: 1, running: 1 }), { ...job, paused })).toMatch(
      /^CALL +frozen +0\/1 +3 m 00 s$/,
    );
    const drained = { ...paused, mode: 'drain' as const };
    expect(row(step('running', { total: 1, running: 1 }), { ...job, paused: drained })).toMatch(
      /^CALL +running +0\/1 +3 m 00 s$/,
    );
  });

  it('excludes the time in which a step was frozen earlier', () => {
    const done = step('done', { total: 1, completed: 1 }, { completed_at: '2026-01-01T08:10:00.000Z' });
    const from = Date.parse('2026-01-01T08:02:00.000Z');
    expect(row(done, {}, [{ from, to: from + 6 * 60_000 }])).toMatch(/^CALL +done +1\/1 +4 m 00 s$/);
  });

  it('shows a step whose task could not be created as reached but not started', () => {
    const failure = { failing_step: 'CALL' } as JobView['failure'];
    expect(row(step('waiting', {}, { started_at: null }), { failure })).toMatch(/^CALL +did not start$/);
  });

  it('counts a retried task once, and names ignored failures', () => {
    expect(row(step('done', { total: 3, completed: 2, retried: 1 }))).toContain('2/2 (1 tried again)');
    expect(row(step('done', { total: 2, ignored: 2 }))).toMatch(/^CALL +failed, ignored +0\/2 \(2 failed, ignored\)/);
  });
});
