import { HangReader } from './hang-reader.ts';

const at = 'Dec-01 03:12:23.511';
const aborted = `${at} [SIGTERM handler] DEBUG nextflow.Session - Session aborted -- Cause: SIGTERM`;
const passed = `${at} [main] DEBUG nextflow.Session - Session await > all barriers passed`;
const completed = `${at} [Task monitor] DEBUG n.processor.TaskPollingMonitor - Task completed > TaskHandler[id: 1; name: A]`;
const transfers = `${at} [main] DEBUG nextflow.util.ThreadPoolHelper - Waiting for file transfers to complete (2 files)`;
const dump = [
  `${at} [Task monitor] DEBUG n.processor.TaskPollingMonitor - !! executor slurm > tasks to be completed: 1 -- submitted tasks are shown below`,
  '~> TaskHandler[jobId: 812; id: 1; name: A; status: RUNNING; exit: -; error: -; workDir: /work/ab/cdef12]',
];

/** Checks each list of new lines and returns the result of the last check. */
const found = (...looks: string[][]) => {
  const reader = new HangReader();
  return looks.map((lines) => reader.look(lines, { quietLooks: 3, isPaused: false })).at(-1);
};

describe('the detection of a hang', () => {
  it('reports a Nextflow that aborted, or whose tasks all ended, and that logged nothing in several checks', () => {
    expect(found([completed, aborted], [], [], [])).toEqual({ after: 'abort', cause: 'SIGTERM' });
    expect(found([completed, passed], [], [], [])).toEqual({ after: 'tasks', cause: null });
    expect(found([aborted, passed], [], [], [])).toMatchObject({ after: 'abort' });
  });

  it('also works if its lists of tasks continue in the log', () => {
    expect(found([aborted], dump, dump, dump)).toMatchObject({ after: 'abort' });
  });

  it.each([
    ['runs tasks', [[completed], [], [], [], []]],
    ['has aborted a moment ago', [[aborted], [], []]],
    ['still waits for files that it publishes', [[passed], [], [], [transfers], [], []]],
    ['still ends tasks after its abort', [[aborted], [], [], [completed], [], []]],
    ['only has a script that prints such a line', [[`INFO nextflow.Nextflow - ${aborted}`], [], [], []]],
  ])('reports none if Nextflow %s', (_, looks) => {
    expect(found(...looks)).toBeNull();
  });

  it('starts its time again after a pause', () => {
    const reader = new HangReader();
    const look = (lines: string[], isPaused = false) => reader.look(lines, { quietLooks: 2, isPaused });
    expect([look([aborted]), look([]), look([], true), look([], true), look([])]).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
    expect(look([])).toMatchObject({ after: 'abort' });
  });
});
