import { jest } from '@jest/globals';
import { accessSubject, type AccessRequest } from '@reprise/contracts';
import { NEVER, of, throwError, type Observable } from 'rxjs';
import type { HeardRunner } from '../runners/runners.ts';
import { TaskAccess, withDoubts } from './task-access.ts';

const pipeline = { script: '/pipelines/toy/main.nf', repository: null };
const runner = (storage_id: string, host: string, alive = true) =>
  ({ runner_id: `runner-${storage_id}`, storage_id, host, alive }) as HeardRunner;
const subjectOf = (storage_id: string) => accessSubject({ runner_id: `runner-${storage_id}`, storage_id });
const read = (field: string, path: string, whole = false) => ({ field, path, whole });
const closed = (path: string, remedy = 'Open it.') => ({ path, reason: `closed is ${path}`, remedy });

describe('warnings about what tasks can read', () => {
  let asked: [subject: string, paths: string[]][];
  let answers: Record<string, () => Observable<unknown>>;
  let time: number;
  const services = {
    send: (subject: string, { paths }: AccessRequest) => {
      asked.push([subject, paths.map(({ path }) => path)]);
      return answers[subject]?.() ?? throwError(() => new Error('no responders'));
    },
  };
  beforeEach(() => {
    [asked, answers, time] = [[], {}, 0];
  });
  const access = (...runners: HeardRunner[]) => new TaskAccess({ list: () => runners }, services as never, () => time);
  const answer = (storage: string, ...unreadable: object[]) => {
    answers[subjectOf(storage)] = () => of({ unreadable });
  };

  it('stand at the field, or for the script at the pipeline, from one question for each path', async () => {
    answer('a', closed('/in'), closed(pipeline.script));
    const reads = [read('params.x', '/in'), read('params.x', '/in'), read('params.y', '/open')];
    expect(await access(runner('a', 'lab-1')).doubts(pipeline, reads)).toEqual([
      { field: 'pipeline', message: `cannot be read by tasks: closed is ${pipeline.script}. Open it.` },
      { field: 'params.x', message: 'cannot be read by tasks: closed is /in. Open it.' },
    ]);
    expect(asked).toEqual([[subjectOf('a'), [pipeline.script, '/in', '/open']]]);
  });

  it('are combined for a field with many closed paths', async () => {
    answer('a', closed('/in/1'), closed('/in/2'), closed('/in/3'));
    const reads = ['1', '2', '3'].map((name) => read('params.x', `/in/${name}`));
    expect(await access(runner('a', 'lab-1')).doubts(pipeline, reads)).toEqual([
      {
        field: 'params.x',
        message: 'cannot be read by tasks: closed is /in/1. Open it. The same holds for 2 more of its paths.',
      },
    ]);
  });

  it('name the machine where runners have different storages', async () => {
    answer('a');
    answer('b', closed('/in'));
    const runners = [runner('a', 'lab-1'), runner('b', 'lab-2'), runner('c', 'lab-3', false)];
    const [doubt] = await access(...runners).doubts(pipeline, [read('params.x', '/in')]);
    expect(doubt?.message).toBe('cannot be read by tasks on lab-2: closed is /in. Open it.');
    expect(asked.map(([subject]) => subject)).toEqual([subjectOf('a'), subjectOf('b')]);
  });

  it('are refreshed at once while there are some, and otherwise a minute later', async () => {
    answer('a', closed('/in'));
    const known = access(runner('a', 'lab-1'));
    const reads = [read('params.x', '/in'), read('params.y', '/open')];
    await known.doubts(pipeline, reads);
    await known.doubts(pipeline, reads);
    time = 60_000;
    await known.doubts(pipeline, reads);
    const all = [pipeline.script, '/in', '/open'];
    expect(asked.map(([, paths]) => paths)).toEqual([all, ['/in'], all]);
  });

  it('are empty while no runner lives or answers', async () => {
    const reads = [read('params.x', '/in')];
    expect(await access().doubts(pipeline, reads)).toEqual([]);
    expect(await access(runner('a', 'lab-1')).doubts(pipeline, reads)).toEqual([]);
    answers[subjectOf('a')] = () => NEVER;
    jest.useFakeTimers();
    try {
      const waiting = access(runner('a', 'lab-1')).doubts(pipeline, reads);
      await jest.advanceTimersByTimeAsync(1_500);
      expect(await waiting).toEqual([]);
    } finally {
      jest.useRealTimers();
    }
  });

  it('are not requested from a runner that has just not answered', async () => {
    const known = access(runner('a', 'lab-1'));
    for (time of [0, 9_999, 10_000]) await known.doubts(pipeline, [read('params.x', '/in')]);
    expect(asked).toHaveLength(2);
  });

  it('are not repeated on other runners at once while one runner does not answer', async () => {
    answer('a');
    const known = access(runner('a', 'lab-1'), runner('b', 'lab-2'));
    for (time of [0, 9_999, 10_000]) await known.doubts(pipeline, [read('params.x', '/in')]);
    const [a, b] = [subjectOf('a'), subjectOf('b')];
    expect(asked.map(([subject]) => subject)).toEqual([a, b, a, b]);
  });

  it('share one running question, with each path once', async () => {
    answer('a', closed('/3'));
    const known = access(runner('a', 'lab-1'));
    const first = known.doubts({ ...pipeline, repository: 'x' }, [read('params.x', '/1')]);
    await Promise.resolve();
    const later = ['/2', '/3', '/2'].map((path) =>
      known.doubts({ ...pipeline, repository: 'x' }, [read('params.x', path)]),
    );
    expect((await Promise.all([first, ...later])).map((found) => found.length)).toEqual([0, 0, 1, 0]);
    expect(asked.map(([, paths]) => paths)).toEqual([['/1'], ['/2', '/3']]);
  });

  it("replace only the gateway's message about a path that it cannot see either", () => {
    const own = [
      { field: 'params.x', message: 'cannot be looked at by the gateway: /in' },
      { field: 'params.x', message: 'is a pattern' },
      { field: 'params.y', message: 'does not exist now: /y' },
    ];
    const doubt = { field: 'params.x', message: 'cannot be read by tasks' };
    expect(withDoubts(own, [doubt])).toEqual([own[1], own[2], doubt]);
    expect(withDoubts(own, [])).toBe(own);
  });
});
