import { linkSteps } from './link-steps.ts';
import type { TaskNode } from './task-graph.ts';

const task = (path: string, process: string | null, inputs: string[] = [], unclear = false): TaskNode => ({
  path,
  process,
  inputs,
  unclear_since: unclear ? 10 : null,
  ended: 0,
  succeeded: true,
  holds: [],
});

describe('the links between steps', () => {
  it('are those of their tasks, each once, whatever the number of samples', () => {
    const tasks = [
      task('a1', 'ALIGN'),
      task('a2', 'ALIGN'),
      task('b1', 'SORT', ['a1']),
      task('b2', 'SORT', ['a2']),
      task('c', 'REPORT', ['a1', 'b1', 'b2']),
    ];
    expect(linkSteps(tasks)).toEqual([
      { process: 'ALIGN', inputs: [], may_use_others: false },
      { process: 'SORT', inputs: ['ALIGN'], may_use_others: false },
      { process: 'REPORT', inputs: ['ALIGN', 'SORT'], may_use_others: false },
    ]);
  });

  it('omit the link of a step to itself, and tasks whose process is unknown', () => {
    const tasks = [task('a1', 'SPLIT'), task('a2', 'SPLIT', ['a1', 'x']), task('x', null, ['a1'])];
    expect(linkSteps(tasks)).toEqual([{ process: 'SPLIT', inputs: [], may_use_others: false }]);
  });

  it('may be incomplete if one task of the step has an input that the pipeline created itself', () => {
    const tasks = [task('a', 'COUNT'), task('b1', 'REPORT', ['a']), task('b2', 'REPORT', ['a'], true)];
    expect(linkSteps(tasks)[1]).toEqual({ process: 'REPORT', inputs: ['COUNT'], may_use_others: true });
  });
});
