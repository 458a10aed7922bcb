import { at, seen, statusAfter } from './task.fixture.ts';
import { evolveTask } from './task.ts';

describe('a task from its events', () => {
  it.each([
    ['task_submitted', 'submitted'],
    ['task_started', 'running'],
    ['task_cached', 'cached'],
    ['task_completed', 'completed'],
    ['task_failed', 'failed'],
    ['task_retried', 'retried'],
    ['task_aborted', 'aborted'],
  ] as const)('after %s is %s, also if earlier events come later or repeat', (type, status) => {
    expect(statusAfter('task_submitted', 'task_started', type, type)).toBe(
      type === 'task_submitted' ? 'running' : status,
    );
    expect(statusAfter(type, 'task_submitted')).toBe(status);
  });

  it('has the observed ending, also if it was recorded as aborted', () => {
    expect(statusAfter('task_aborted', 'task_completed')).toBe('completed');
    expect(statusAfter('task_failed', 'task_aborted')).toBe('failed');
  });

  it('merges what each event knows', () => {
    const submitted = seen('task_submitted', 'Align', 'aa/000001', { submitted_at: at(1) });
    const failed = seen('task_failed', 'Align', 'aa/000001', { exit_code: 3, work_dir: null, completed_at: at(9) });
    const expected = { status: 'failed', submitted_at: at(1), exit_code: 3, work_dir: '/work/aa/000001' };
    expect(evolveTask(evolveTask(undefined, submitted), failed)).toMatchObject(expected);
    expect(evolveTask(evolveTask(undefined, failed), submitted)).toMatchObject(expected);
  });

  it('began when it was first seen to begin, and ended when it was last seen to end', () => {
    const early = seen('task_started', 'Align', 'aa/000001', { started_at: at(2) });
    const late = seen('task_completed', 'Align', 'aa/000001', { started_at: at(3), completed_at: at(8) });
    for (const [first, second] of [
      [early, late],
      [late, early],
    ] as const)
      expect(evolveTask(evolveTask(undefined, first), second)).toMatchObject({
        started_at: at(2),
        completed_at: at(8),
      });
  });
});
