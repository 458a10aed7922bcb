import type { TaskEvent } from '@reprise/contracts';
import { evolveAttempt, noProgress, type Progress } from './progress.ts';
import { seen } from './task.fixture.ts';

const progressAfter = (type: TaskEvent['type'], data: object, from: Progress = noProgress): Progress =>
  evolveAttempt(from, undefined, { type, data: { attempt: 1, ...data }, time: '2026-01-01T08:00:00.000Z' } as never)
    .progress;

describe('the progress of an attempt', () => {
  it('contains each fact of the run as reported', () => {
    expect(progressAfter('plan_observed', { steps: [{ process: 'ALIGN', step: 'Align' }] })).toEqual({
      ...noProgress,
      plan: [{ process: 'ALIGN', step: 'Align' }],
    });
    expect(progressAfter('session_observed', { session_id: 's1' })).toMatchObject({ session_id: 's1' });
    expect(progressAfter('executors_observed', { elsewhere: ['slurm'] })).toEqual({
      ...noProgress,
      elsewhere: ['slurm'],
    });
    expect(progressAfter('executors_observed', { elsewhere: [], asked: ['sge'] })).toEqual({
      ...noProgress,
      elsewhere: [],
      asked: ['sge'],
    });
    expect(progressAfter('tools_observed', { tools: [{ name: 'bwa', version: '0.7' }] })).toMatchObject({
      tools: [{ name: 'bwa', version: '0.7' }],
    });
    expect(progressAfter('containers_observed', { images: ['bwa'] })).toMatchObject({ images: ['bwa'] });
    expect(progressAfter('inputs_observed', { inputs: ['a'], complete: true })).toMatchObject({
      inputs: { files: ['a'], manifest: null, complete: true },
    });
  });

  it('contains the description and the measured quality without the attempt number', () => {
    expect(progressAfter('run_described', { nextflow: { version: '24.10.0' } }).described).toEqual({
      nextflow: { version: '24.10.0' },
    });
    expect(progressAfter('qc_measured', { samples: [] }).qc).toEqual({ samples: [] });
  });

  it('is stalled from the reported time, until a task is seen', () => {
    const stalled = progressAfter('stall_observed', { tasks_waiting: 3 });
    expect(stalled.stalled).toEqual({ since: '2026-01-01T08:00:00.000Z', tasks_waiting: 3 });
    const event = seen('task_started', 'Align', 'aa/1');
    expect(evolveAttempt(stalled, undefined, event).progress).not.toHaveProperty('stalled');
  });

  it('hangs from the reported time, until a task is seen', () => {
    const hanging = progressAfter('hang_observed', { after: 'abort', cause: 'SIGTERM' });
    expect(hanging.hanging).toEqual({ since: '2026-01-01T08:00:00.000Z', after: 'abort', cause: 'SIGTERM' });
    const event = seen('task_aborted', 'Align', 'aa/1');
    expect(evolveAttempt(hanging, undefined, event).progress).not.toHaveProperty('hanging');
  });

  it('ignores reports of a later version', () => {
    expect(progressAfter('of_a_later_version' as never, { steps: [] })).toEqual(noProgress);
  });

  it('counts a waiting task as running if it began to count before the two were distinguished', () => {
    const { waiting: _, ...tasks } = evolveAttempt(noProgress, undefined, seen('task_completed', 'Align', 'aa/1'))
      .progress.steps[0]!.tasks;
    const step = { process: 'ALIGN', step: 'Align', tasks, started_at: null, completed_at: null };
    const before = { ...noProgress, steps: [step] } as Progress;
    const after = evolveAttempt(before, undefined, seen('task_submitted', 'Align', 'aa/2')).progress.steps[0]!.tasks;
    expect(after).toEqual({ ...tasks, total: 2, running: 1 });
    expect(after).not.toHaveProperty('waiting');
    const done = evolveAttempt(before, undefined, seen('task_completed', 'Align', 'aa/3')).progress.steps[0]!.tasks;
    expect(done).toEqual({ ...tasks, total: 2, completed: 2 });
  });

  it.each([
    [['task_submitted'], {}, 'waiting'],
    [['task_submitted', 'task_started'], {}, 'running'],
    [['task_failed'], { error_action: 'IGNORE' }, 'ignored'],
    [['task_failed'], { error_action: 'TERMINATE' }, 'failed'],
    [['task_completed'], { error_action: 'IGNORE' }, 'completed'],
  ] as const)('counts a task with %j %j as %s', (types, facts, counter) => {
    let state: ReturnType<typeof evolveAttempt> = { progress: noProgress, task: undefined };
    for (const type of types)
      state = evolveAttempt(state.progress, state.task, seen(type, 'Align', 'aa/1', facts as never));
    expect(state.progress.steps[0]?.tasks).toMatchObject({ total: 1, [counter]: 1 });
  });
});
