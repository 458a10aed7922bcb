import type { JobStatus, TaskEvent } from '@reprise/contracts';
import { at, observe, plan, seen, stall } from './task.fixture.ts';
import { evolveAttempt } from './progress.ts';
import { currentStep, progressOf, stepViews } from './step-views.ts';

const WES = ['Index', 'Quality', 'Trim', 'Align', 'Call', 'Annotate', 'Filter'];

/** "Index done, Align running, ...; 1 of 7; now: Align", similar to the text of the page. */
function textOf(status: JobStatus, ...events: TaskEvent[]): string {
  const { progress } = observe(events);
  const steps = stepViews(progress, status);
  const { steps_done, steps_total } = progressOf(steps, progress, status);
  const list = steps.map(({ step, state }) => `${step} ${state}`).join(', ');
  return `${list}; ${String(steps_done)} of ${String(steps_total)}; now: ${String(currentStep(steps))}`;
}
const done = (...steps: string[]) => steps.map((step) => seen('task_completed', step, `aa/${step}`));
const cached = (...steps: string[]) => steps.map((step) => seen('task_cached', step, `aa/${step}`));

describe('the steps of an attempt', () => {
  it('wait in the order of the plan before the first task', () => {
    expect(textOf('running', plan('Index', 'Align'))).toBe('Index waiting, Align waiting; 0 of 2; now: null');
  });

  it('read as three of seven done, in any order of events', () => {
    expect(textOf('running', plan(...WES), ...done('Trim', 'Quality', 'Index'), seen('task_started', 'Align'))).toBe(
      'Index done, Quality done, Trim done, Align running, Call waiting, Annotate waiting, Filter waiting; ' +
        '3 of 7; now: Align',
    );
  });

  it('are running from their submission, and done with their last task', () => {
    const [first, second] = [done('Align')[0]!, seen('task_submitted', 'Align', 'aa/2')];
    expect(textOf('running', plan('Align'), first, second)).toBe('Align running; 0 of 1; now: Align');
    expect(textOf('running', plan('Align'), first, second, seen('task_completed', 'Align', 'aa/2'))).toBe(
      'Align done; 1 of 1; now: Align',
    );
  });

  it('count tasks that wait for their executor separately from running ones', () => {
    const events = [seen('task_submitted', 'Align', 'aa/1'), seen('task_submitted', 'Align', 'aa/2')];
    const counts = (...more: TaskEvent[]) => stepViews(observe([...events, ...more]).progress, 'running')[0]?.tasks;
    expect(counts()).toMatchObject({ total: 2, waiting: 2, running: 0 });
    expect(counts(seen('task_started', 'Align', 'aa/2'))).toMatchObject({ total: 2, waiting: 1, running: 1 });
    const ended = seen('task_completed', 'Align', 'aa/1');
    expect(counts(ended)).toMatchObject({ total: 2, waiting: 1, running: 0, completed: 1 });
  });

  it('count a failed try as retried from the submission of the next one, before its failure is reported', () => {
    const tried = [1, 2, 3].map((number) => `aa/${String(number)}`);
    const [submitted, ...later] = tried.map((hash, i) => seen('task_submitted', 'Align', hash, { try: i + 1 }));
    const started = seen('task_started', 'Align', 'aa/1');
    const [first, second] = tried.map((hash) => seen('task_retried', 'Align', hash, { error_action: 'RETRY' }));
    const counts = (...events: TaskEvent[]) => stepViews(observe(events).progress, 'running')[0]?.tasks;
    const onNext = { total: 2, waiting: 1, running: 0, retried: 1 };
    for (const events of [
      [submitted!, started, later[0]!],
      [submitted!, later[0]!],
      [started, later[0]!, first!],
    ])
      expect(counts(...events)).toMatchObject(onNext);
    expect(counts(submitted!, later[0]!, first!, later[1]!)).toMatchObject({ total: 3, waiting: 1, retried: 2 });
    expect(counts(submitted!, ...later, first!, second!)).toMatchObject({ total: 3, waiting: 1, retried: 2 });
    const last = seen('task_completed', 'Align', 'aa/2', { try: 2 });
    expect(counts(submitted!, later[0]!, first!, last)).toMatchObject({ total: 2, retried: 1, completed: 1 });
  });

  it('count no running task as retried if a failure or a cached retry explains the number of its try', () => {
    const counts = (...events: TaskEvent[]) => stepViews(observe(events).progress, 'running')[0]?.tasks;
    const running = seen('task_started', 'Align', 'aa/9');
    const retry = seen('task_started', 'Align', 'aa/2', { try: 2 });
    expect(counts(seen('task_failed', 'Align', 'aa/1'), retry, running)).toMatchObject({ running: 2, retried: 0 });
    const kept = seen('task_cached', 'Align', 'aa/2', { try: 2 });
    expect(counts(kept, running)).toMatchObject({ cached: 1, running: 1, retried: 0 });
  });

  it('continue to count waiting tasks as running if an earlier release began to count', () => {
    const submitted = seen('task_submitted', 'Align', 'aa/1');
    const { progress, tasks } = observe([submitted]);
    const { waiting, ...counts } = progress.steps[0]!.tasks;
    const stored = { ...progress, steps: [{ ...progress.steps[0]!, tasks: { ...counts, running: 1 } }] };
    const after = evolveAttempt(stored, tasks.get('aa/1'), seen('task_started', 'Align', 'aa/1'));
    expect(stepViews(after.progress, 'running')[0]?.tasks).toMatchObject({ total: 1, waiting: 0, running: 1 });
  });

  it('are cached after a resume, and done if partly cached', () => {
    expect(textOf('running', plan('Index', 'Align', 'Call'), ...cached('Index', 'Align'))).toBe(
      'Index cached, Align cached, Call waiting; 2 of 3; now: Align',
    );
    expect(textOf('completed', plan('Align'), ...cached('Align'), seen('task_completed', 'Align', 'aa/2'))).toBe(
      'Align done; 1 of 1; now: Align',
    );
  });

  it('fail with one failed task, although others still run', () => {
    const failed = seen('task_failed', 'Align', 'aa/1', { error_action: 'TERMINATE', exit_code: 3 });
    expect(textOf('running', plan('Align', 'Call'), failed, seen('task_started', 'Align', 'aa/2'))).toBe(
      'Align failed, Call waiting; 0 of 2; now: Align',
    );
    expect(textOf('failed', plan('Align', 'Call'), failed)).toBe('Align failed, Call waiting; 0 of 2; now: Align');
  });

  it('run between a failed try and the next, and are done after the retry', () => {
    const retried = seen('task_retried', 'Align', 'aa/1', { error_action: 'RETRY', exit_code: 1 });
    expect(textOf('running', plan('Align'), retried)).toBe('Align running; 0 of 1; now: Align');
    expect(textOf('running', plan('Align'), retried, seen('task_completed', 'Align', 'aa/2', { try: 2 }))).toBe(
      'Align done; 1 of 1; now: Align',
    );
    expect(textOf('failed', plan('Align'), retried)).toBe('Align failed; 0 of 1; now: Align');
  });

  it('are done although a task failed, if the pipeline ignores it', () => {
    const ignored = seen('task_failed', 'Align', 'aa/1', { error_action: 'IGNORE', exit_code: 7 });
    expect(textOf('completed', plan('Align'), ignored)).toBe('Align done; 0 of 1; now: Align');
    expect(observe([ignored]).progress.steps[0]?.tasks).toMatchObject({ total: 1, ignored: 1, failed: 0 });
  });

  it('are stopped if tasks were aborted', () => {
    const aborted = seen('task_aborted', 'Align', 'aa/1');
    expect(textOf('failed', plan('Index', 'Align'), ...done('Index'), aborted)).toBe(
      'Index done, Align stopped; 1 of 2; now: Align',
    );
  });

  it('are stopped if the runner was lost before the end of their tasks', () => {
    expect(textOf('failed', plan('Index', 'Align'), ...done('Index'), seen('task_started', 'Align'))).toBe(
      'Index done, Align stopped; 1 of 2; now: Align',
    );
  });

  it('without a plan appear one by one, with an unknown number until the attempt succeeded', () => {
    const events = done('Align', 'Call');
    expect(textOf('running', ...events)).toBe('Align done, Call done; 2 of null; now: Call');
    expect(textOf('completed', ...events)).toBe('Align done, Call done; 2 of 2; now: Call');
  });

  it('beyond the plan follow it, and planned ones without a task were skipped by a success', () => {
    const events = [...done('Extra'), plan('Align', 'Call'), ...done('Align')];
    expect(textOf('running', ...events)).toBe('Align done, Call waiting, Extra done; 2 of 3; now: Extra');
    expect(textOf('completed', ...events)).toBe('Align done, Call skipped, Extra done; 2 of 3; now: Extra');
    expect(textOf('failed', ...events)).toBe('Align done, Call waiting, Extra done; 2 of 3; now: Extra');
  });

  it('lasted from their first start to their last end, while cached tasks have earlier times', () => {
    const { progress } = observe([
      seen('task_completed', 'Align', 'aa/1', { started_at: at(10), completed_at: at(20) }),
      seen('task_completed', 'Align', 'aa/2', { started_at: at(12), completed_at: at(31) }),
      seen('task_cached', 'Align', 'aa/3', { started_at: at(1), completed_at: at(59) }),
    ]);
    expect(stepViews(progress, 'completed')[0]).toMatchObject({ started_at: at(10), completed_at: at(31) });
  });

  it('have no end while tasks run, or if some were stopped, although others had ended', () => {
    const ended = seen('task_completed', 'Align', 'aa/1', { started_at: at(10), completed_at: at(20) });
    const viewOf = (status: JobStatus, other: TaskEvent) => stepViews(observe([ended, other]).progress, status)[0];
    expect(viewOf('running', seen('task_started', 'Align', 'aa/2'))).toMatchObject({ completed_at: null });
    expect(viewOf('failed', seen('task_aborted', 'Align', 'aa/2'))).toMatchObject({
      state: 'stopped',
      completed_at: null,
    });
    const failed = seen('task_failed', 'Align', 'aa/3', { started_at: at(10), completed_at: at(15) });
    const views = (...others: TaskEvent[]) => stepViews(observe([failed, ...others]).progress, 'failed');
    expect(views(seen('task_aborted', 'Align', 'aa/2'))).toMatchObject([{ state: 'failed', completed_at: null }]);
    expect(views()).toMatchObject([{ state: 'failed', completed_at: at(15) }]);
  });

  it('keep the session for a resume', () => {
    const session = { type: 'session_observed', data: { attempt: 1, session_id: 's-1' } } as TaskEvent;
    expect(observe([session, ...done('Align')]).progress.session_id).toBe('s-1');
  });

  it('keep the input files at any time and for repeated reports, and are otherwise unchanged', () => {
    const files = [{ path: '/in/S1.fastq', bytes: 5, sha256: 'ab', read_at: at(1), problem: null }];
    const textOf = { type: 'inputs_observed', data: { attempt: 1, inputs: files, complete: true } } as TaskEvent;
    const without = observe(done('Align')).progress;
    const kept = { ...without, inputs: { files, manifest: null, complete: true } };
    expect(observe([textOf, ...done('Align')]).progress).toEqual(kept);
    expect(observe([...done('Align'), textOf, textOf]).progress).toEqual(kept);
  });
});

describe('a stalled attempt', () => {
  it('stays stalled until one of its tasks continues, whatever else is observed', () => {
    const { stalled } = observe([plan('Align'), stall(446), plan('Align')]).progress;
    expect(stalled).toEqual({ since: at(5), tasks_waiting: 446 });
    const goesOn = observe([stall(446), seen('task_submitted', 'Align')]).progress;
    expect(goesOn).not.toHaveProperty('stalled');
  });
});

describe('the step of a failure', () => {
  const steps = stepViews(observe([plan('Align', 'Call'), seen('task_started', 'Call')]).progress, 'failed');

  it('is the one that the failure names, whatever else is in progress', () => {
    for (const cause of ['error', 'killed', 'runner_lost'] as const)
      expect(currentStep(steps, { cause, step: 'Align' })).toBe('Align');
  });

  it('is absent for a pipeline that failed as a whole, and otherwise the furthest that was reached', () => {
    expect(currentStep(steps, { cause: 'error', step: null })).toBeNull();
    for (const cause of ['killed', 'runner_lost', 'cancelled'] as const)
      expect(currentStep(steps, { cause, step: null })).toBe('Call');
    expect(currentStep(steps)).toBe('Call');
  });
});
