import type { AttemptView, TaskView } from '@reprise/contracts';
import { changedPipeline } from './changed-pipeline.ts';

const ran = (...revisions: (string | null)[]) =>
  revisions.map((pipeline_revision, i): Pick<AttemptView, 'attempt' | 'pipeline_revision'> => ({
    attempt: i + 1,
    pipeline_revision,
  }));
const task = (name: string, attempt: number): Pick<TaskView, 'name' | 'attempt'> => ({ name, attempt });

describe('the change of a pipeline since the tasks of a job ran', () => {
  it('compares with the last attempt with tasks, if that ran another revision', () => {
    expect(changedPipeline(ran('old'), [task('TRIM', 1)], 'new')).toEqual({
      changed: { ran: 'old', now: 'new' },
      attempts: new Set([1]),
    });
    const failedToCompile = ran('older', 'old', 'new');
    expect(changedPipeline(failedToCompile, [task('TRIM', 1), task('TRIM', 2)], 'new').changed?.ran).toBe('old');
  });

  it('is absent when an attempt with the current revision found the tasks', () => {
    const tasks = [task('TRIM', 1), task('TRIM', 2)];
    expect(changedPipeline(ran('old', 'new'), tasks, 'new').changed).toBeNull();
    expect(changedPipeline(ran('new'), tasks, 'new')).toEqual({ changed: null, attempts: new Set() });
  });

  it('stays uncertain for tasks that the later attempt did not reach', () => {
    const tasks = [task('TRIM', 1), task('TRIM', 2), task('CALL', 1)];
    expect(changedPipeline(ran('old', 'new'), tasks, 'new').changed).toEqual({ ran: 'old', now: 'new' });
  });

  it('compares with the last start when no task was recorded', () => {
    expect(changedPipeline(ran('old', null), [], 'new').changed).toEqual({ ran: 'old', now: 'new' });
    expect(changedPipeline(ran('old', 'new'), [], 'new').changed).toBeNull();
    expect(changedPipeline(ran(null), [], 'new').changed).toBeNull();
  });

  it('is absent when the current revision is unknown', () => {
    expect(changedPipeline(ran('old'), [task('TRIM', 1)], null)).toEqual({ changed: null, attempts: new Set() });
  });
});
