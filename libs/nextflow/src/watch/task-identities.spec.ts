import { hashOf, TaskIdentities } from './task-identities.ts';

const row = (name: string, complete = 1) => ({ hash: 'ab/cdef12', name, submit: 1, complete });

describe('the identity of a task', () => {
  it('is its hash, numbered from the second task with that hash on', () => {
    const ids = new TaskIdentities();
    const announced = ['A (1)', 'A (2)', 'A (3)'].map((name) => ids.announced('ab/cdef12', name));
    expect(announced).toEqual(['ab/cdef12', 'ab/cdef12-2', 'ab/cdef12-3']);
    expect(ids.announced('ab/cdef13', 'A (4)')).toBe('ab/cdef13');
    expect(announced.map(hashOf)).toEqual(['ab/cdef12', 'ab/cdef12', 'ab/cdef12']);
  });

  it('is found for a row by the name, and by the order if Nextflow gives both rows one name', () => {
    const ids = new TaskIdentities();
    for (const name of ['A (1)', 'A (2)', 'A (3)']) ids.announced('ab/cdef12', name);
    expect(['A (2)', 'A (2)', 'A (3)'].map((name) => ids.ended(row(name)))).toEqual([
      'ab/cdef12-2',
      'ab/cdef12',
      'ab/cdef12-3',
    ]);
  });

  it('is the same if the row was read before the line', () => {
    const ids = new TaskIdentities();
    expect(ids.ended(row('A (1)'))).toBe('ab/cdef12');
    expect(ids.announced('ab/cdef12', 'A (1)')).toBe('ab/cdef12');
    expect(ids.announced('ab/cdef12', 'A (2)')).toBe('ab/cdef12-2');
    expect(ids.noted('ab/cdef12')).toBe('ab/cdef12-2');
  });

  it('is absent if Nextflow repeats a row at the end', () => {
    const ids = new TaskIdentities();
    ids.announced('ab/cdef12', 'A (1)');
    expect([row('A (1)'), row('A (1)'), row('A (1)', 2)].map((each) => ids.ended(each))).toEqual([
      'ab/cdef12',
      null,
      'ab/cdef12-2',
    ]);
  });
});
