import { supersededTasks } from './superseded-tasks.ts';

describe('superseded tasks of a session', () => {
  const run = (...tasks: string[]) =>
    tasks.map((task) => {
      const [name = '', hash = ''] = task.split(':');
      return { name, hash };
    });
  const superseded = (...runs: ReturnType<typeof run>[]) => [...supersededTasks(runs)].sort();

  it('are those that have another hash in a later run', () => {
    const first = run('SECOND (1):a1', 'SECOND (2):b1');
    expect(superseded(first)).toEqual([]);
    expect(superseded(first, run('SECOND (1):a2', 'SECOND (2):b1'))).toEqual(['a1']);
    expect(superseded(first, run('SECOND (1):a2'), run('SECOND (1):a3', 'SECOND (2):b1'))).toEqual(['a1', 'a2']);
  });

  it('exclude tasks that a later run did not reach', () => {
    expect(superseded(run('FIRST (1):a1', 'SECOND (1):b1'), run('FIRST (1):a1'))).toEqual([]);
  });

  it('exclude tasks that a run uses again after a change was reverted', () => {
    expect(superseded(run('A:a1'), run('A:a2'), run('A:a1'))).toEqual(['a2']);
  });

  it('exclude tasks of one name that may be among those not reached', () => {
    expect(superseded(run('A (x):a1', 'A (x):a2'), run('A (x):a1'))).toEqual([]);
    expect(superseded(run('A (x):a1', 'A (x):a2'), run('A (x):a3'))).toEqual([]);
    expect(superseded(run('A (x):a1', 'A (x):a2'), run('A (x):a3', 'A (x):a4'))).toEqual(['a1', 'a2']);
  });
});
