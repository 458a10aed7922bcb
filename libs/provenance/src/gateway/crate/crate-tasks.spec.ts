import type { TaskView } from '@reprise/contracts';
import { taskParts } from './crate-tasks.ts';

const described = (part: Partial<TaskView>) => {
  const task = {
    attempt: 1,
    hash: 'ab/cdef12',
    name: 'CALL',
    process: 'CALL',
    native_id: null,
    ...part,
  } as TaskView;
  const { entities } = taskParts({ elsewhere: [], images: null }, [task]);
  return entities.find((entity) => entity['@type'] === 'CreateAction')?.['description'];
};

describe('a task in a crate', () => {
  it('ran, was cached from an earlier attempt, or did not start', () => {
    const started_at = '2026-11-24T12:00:00.000Z';
    expect(described({ status: 'failed', started_at })).toBe('Task ab/cdef12, which ran on the executor local.');
    expect(described({ status: 'cached', started_at })).toBe(
      'Task ab/cdef12, taken from an earlier attempt, where it ran on the executor local.',
    );
    expect(described({ status: 'failed', started_at: null })).toBe('Task ab/cdef12, which did not start.');
  });
});
