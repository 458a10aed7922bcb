import { stallIn } from './stall-in.ts';

const monitor = (thread: string, text: string) =>
  `Nov-30 11:59:12.923 [Task ${thread}] DEBUG n.processor.TaskPollingMonitor - ${text}`;
const idle = monitor('monitor', '!! executor local > No more task to compute -- Execution may be stalled');
const waiting = (count: number) =>
  [
    monitor(
      'submitter',
      `%% executor local > tasks in the submission queue: ${String(count)} -- tasks to be submitted are shown below`,
    ),
    '~> TaskHandler[id: 6; name: TWICE (6); status: NEW; exit: -; error: -; workDir: /work/ab/cdef12]',
  ].join('\n');
const running = monitor('monitor', '!! executor local > tasks to be completed: 2 -- submitted tasks are shown below');
const submitted =
  'Nov-30 11:59:12.169 [Task submitter] INFO  nextflow.Session - [79/839c07] Submitted process > TWICE (267)';
const completed = monitor('monitor', 'Task completed > TaskHandler[id: 268; name: TWICE (268); status: COMPLETED]');

const stall = (...lines: string[]) => stallIn(`${lines.join('\n')}\n`);

describe('the detection of a stall', () => {
  it('reports a run that ran no task twice in a row while some waited', () => {
    expect(stall(submitted, completed, idle, waiting(16), idle)).toBe(16);
    expect(stall(idle, waiting(446), idle, waiting(447), idle)).toBe(447);
  });

  it.each([
    ['has no log yet', []],
    ['ran none once, as between two tasks', [submitted, completed, idle, waiting(16)]],
    ['continued after it ran none', [idle, waiting(16), idle, waiting(16), submitted]],
    ['ended a task after it ran none', [idle, waiting(16), idle, waiting(16), completed]],
    ['has tasks that run while others wait', [submitted, running, waiting(16), running, waiting(16)]],
    ['has nothing to submit, as in an operator of its workflow', [submitted, completed, idle, idle]],
    [
      'only prints such lines',
      [`INFO  nextflow.Nextflow - ${idle}`, idle.replace('Nov-30', 'a'), idle.replace('local', 'slurm'), waiting(16)],
    ],
  ])('reports none if the run %s', (_, lines) => {
    expect(stall(...lines)).toBeNull();
  });
});
