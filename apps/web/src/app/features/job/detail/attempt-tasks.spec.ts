import type { TaskView } from '@reprise/contracts';
import { AttemptTasks } from './attempt-tasks.ts';

describe('the tasks of an attempt', () => {
  const task = (name: string) => ({ attempt: 1, hash: name, name }) as unknown as TaskView;
  /** Tasks whose reads are answered in the given order. */
  const lateTasks = () => {
    const answers: { resolve: (tasks: TaskView[]) => void; reject: (error: Error) => void }[] = [];
    const tasks = new AttemptTasks(() => new Promise((resolve, reject) => answers.push({ resolve, reject })));
    return { tasks, answers };
  };

  it('are those of the latest read, not of the latest answer', async () => {
    const { tasks, answers } = lateTasks();
    const reads = [tasks.read(1), tasks.read(1)];
    answers[1]!.resolve([task('ALIGN'), task('CALL')]);
    answers[0]!.resolve([task('ALIGN')]);
    await Promise.all(reads);
    expect(tasks.of(1)?.map(({ name }) => name)).toEqual(['ALIGN', 'CALL']);
  });

  it('appear as soon as there are any, also from an earlier read', async () => {
    const { tasks, answers } = lateTasks();
    const reads = [tasks.read(1), tasks.read(1)];
    answers[0]!.resolve([task('ALIGN')]);
    await reads[0];
    expect(tasks.of(1)).toHaveLength(1);
    answers[1]!.resolve([task('ALIGN'), task('CALL')]);
    await reads[1];
    expect(tasks.of(1)).toHaveLength(2);
  });

  it('exclude those of the previously selected attempt', async () => {
    const { tasks, answers } = lateTasks();
    const reads = [tasks.read(1), tasks.read(2)];
    answers[0]!.resolve([task('ALIGN')]);
    await reads[0];
    expect([tasks.of(1), tasks.of(2)]).toEqual([null, null]);
    answers[1]!.resolve([]);
    await reads[1];
    expect(tasks.of(2)).toEqual([]);
  });

  it('are shown, without an error, if an earlier read fails late', async () => {
    const { tasks, answers } = lateTasks();
    const reads = [tasks.read(1), tasks.read(1)];
    answers[0]!.reject(new Error('gone'));
    await reads[0];
    expect(tasks.errorOf(1)).toBe('');
    answers[1]!.resolve([]);
    await reads[1];
    expect(tasks.of(1)).toEqual([]);
  });
});
