import { getEventListeners } from 'node:events';
import { appendFileSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { attemptFiles } from '../supervise/attempt-files.ts';
import { NextflowRun } from '../testing/nextflow-run.ts';
import { layOut, recordedFailure } from '../testing/recorded-failure.ts';
import { recorded } from '../testing/recorded.ts';
import { Scratch } from '../testing/scratch.ts';
import type { TaskObservation } from './task-observation.ts';
import { watchTasks } from './watch-tasks.ts';

const keys = (observations: TaskObservation[]) => observations.map(({ hash, type }) => `${hash} ${type}`);
const byName = (observations: TaskObservation[], name: string) =>
  observations.filter((each) => each.name === name).map(({ type, try: tries }) => `${type} ${tries}`);

describe('watching a real run', () => {
  let scratch: Scratch;
  let run: NextflowRun;
  let live: TaskObservation[];
  beforeAll(async () => {
    scratch = new Scratch();
    run = await NextflowRun.start(scratch, 'zoo');
    live = await run.observations();
  });
  afterAll(() => scratch.end());

  it('reports every kind of task, equal in a live and a repeated read', async () => {
    expect(await run.ended()).toMatchObject({ status: 'exited', exit_code: 0 });

    expect(byName(live, 'OUTER:INNER:MAKE (a)')).toEqual(['submitted 1', 'started 1', 'completed 1']);
    // The trace may report the end of a try after the output has reported the start of the next.
    expect(byName(live, 'RETRIED (again)').sort()).toEqual(
      [1, 2, 3].flatMap((n) => [`submitted ${n}`, `started ${n}`, `${n < 3 ? 'retried' : 'completed'} ${n}`]).sort(),
    );
    expect(byName(live, 'IGNORED (never mind)').at(-1)).toBe('failed 1');
    expect(byName(live, 'INSIDE_NEXTFLOW (2)').at(-1)).toBe('completed 1');
    expect(live.filter(({ process }) => process === 'FORGED')).toEqual([]);
    const odd = live.findLast(({ process }) => process === 'ODD_TAG');
    expect(odd).toMatchObject({ type: 'completed', tag: `tab\there (paren) "double" 'single' ä€)`, exit_code: 0 });
    expect(odd?.work_dir?.startsWith(join(run.workDir, odd.hash))).toBe(true);
    expect(
      [odd?.submitted_at, odd?.started_at, odd?.completed_at].every((at) => at === new Date(at ?? '').toISOString()),
    ).toBe(true);

    expect(new Set(keys(live)).size).toBe(live.length);
    expect(keys(await run.observations()).sort()).toEqual(keys(live).sort());
  });

  it('reports two tasks with one hash as two, in the run and in a resume', async () => {
    const twins = (observations: TaskObservation[]) => observations.filter(({ process }) => process.endsWith('TWIN'));
    const processes = (observations: TaskObservation[]) => twins(observations).map(({ process }) => process);
    const steps = ['TWIN', 'TWIN', 'TWIN', 'UNTAGGED_TWIN', 'UNTAGGED_TWIN'];
    expect(processes(live.filter(({ type }) => type === 'completed')).sort()).toEqual(steps);

    const resumed = await NextflowRun.start(scratch, 'zoo', { resume: await run.session() });
    const again = await resumed.observations();
    expect(twins(again).map(({ type }) => type)).toEqual(steps.map(() => 'cached'));
    expect(processes(again).sort()).toEqual(steps);
    expect(new Set(keys(again)).size).toBe(again.length);
  });
});

describe('watching the files of a run', () => {
  let scratch: Scratch;
  beforeEach(() => (scratch = new Scratch()));
  afterEach(() => scratch.end());

  it('reports a start from the work dir if Nextflow had not checked before it ended the task', async () => {
    const attemptDir = join(scratch.dir, 'attempt');
    const workDir = join(scratch.dir, 'work');
    const taskDir = join(workDir, 'ab', 'cdef12'.padEnd(30, '0'));
    [attemptDir, taskDir].forEach((dir) => mkdirSync(dir, { recursive: true }));
    const { stdout, trace } = attemptFiles(attemptDir);
    const [heading = ''] = recorded('failing.trace.tsv').split('\n');
    const values: Record<string, string> = {
      hash: 'ab/cdef12',
      status: 'ABORTED',
      attempt: '1',
      submit: '1795535422496',
    };
    const row: Record<string, string> = { ...values, workdir: taskDir, process: 'ALIGN', name: 'ALIGN' };
    writeFileSync(stdout, '[ab/cdef12] Submitted process > ALIGN\n');
    writeFileSync(join(taskDir, '.command.begin'), '');
    const cells = heading.split('\t').map((column) => row[column] ?? '-');
    writeFileSync(trace, `${heading}\n${cells.join('\t')}\n`);

    const observed: TaskObservation[] = [];
    for await (const batch of watchTasks({ attemptDir, workDir, ended: Promise.resolve() })) observed.push(...batch);
    expect(observed.map(({ type }) => type)).toEqual(['submitted', 'started', 'aborted']);
    expect(observed.at(-1)?.started_at).toEqual(expect.any(String));
  });

  it('ignores the second row of a task that ended before Nextflow noted its start', async () => {
    const attemptDir = join(scratch.dir, 'attempt');
    const workDir = join(scratch.dir, 'work');
    const taskDir = join(workDir, 'ab', 'cdef12'.padEnd(30, '0'));
    [attemptDir, taskDir].forEach((dir) => mkdirSync(dir, { recursive: true }));
    const { stdout, trace } = attemptFiles(attemptDir);
    writeFileSync(stdout, '[ab/cdef12] Submitted process > SQUARE (1)\n');
    const rest = ['-', 'SQUARE', 'SQUARE (1)', '1'];
    const completed = ['ab/cdef12', 'COMPLETED', '-', 1, 1000, 1000, 1000, 0, '-', '-', taskDir, ...rest];
    const again = ['ab/cdef12', 'SUBMITTED', '-', 1, 1000, 0, '-', '-', '-', '-', taskDir, ...rest];
    const [heading = ''] = recorded('time-limit.trace.tsv').split('\n');
    writeFileSync(trace, [[heading], completed, completed, again].map((row) => `${row.join('\t')}\n`).join(''));

    const observed: TaskObservation[] = [];
    for await (const batch of watchTasks({ attemptDir, workDir, ended: Promise.resolve() })) observed.push(...batch);
    expect(keys(observed)).toEqual(['ab/cdef12 submitted', 'ab/cdef12 started', 'ab/cdef12 completed']);
  });

  it('reports the failure of a task that Nextflow 26.04 ended at its time limit, and left as running in the trace', async () => {
    const { attemptDir, workDir } = layOut(recordedFailure('time-limit.26.04'), scratch.dir);
    const observed: TaskObservation[] = [];
    for await (const batch of watchTasks({ attemptDir, workDir, ended: Promise.resolve() })) observed.push(...batch);
    expect(keys(observed)).toEqual(['57/a8813b submitted', '57/a8813b failed']);
    expect(observed.at(-1)).toMatchObject({ name: 'ALIGN (S1)', exit_code: null });
  });

  it('reads long output in parts, and the trace only afterwards', async () => {
    const attemptDir = join(scratch.dir, 'attempt');
    const workDir = join(scratch.dir, 'work');
    const taskDir = join(workDir, 'ab', 'cdef12'.padEnd(30, '0'));
    [attemptDir, taskDir].forEach((dir) => mkdirSync(dir, { recursive: true }));
    const { stdout, trace } = attemptFiles(attemptDir);
    writeFileSync(stdout, `${'what a task prints\n'.repeat(500_000)}[ab/cdef12] Submitted process > ALIGN`);
    writeFileSync(join(taskDir, '.command.run'), '');
    const submittedAt = statSync(join(taskDir, '.command.run')).mtime.toISOString();
    const row = ['ab/cdef12', 'COMPLETED', 0, 1, 1000, 1100, 1200, 200, 5, 0, taskDir, '-', 'ALIGN', 'ALIGN', '-'];
    const [heading = ''] = recorded('failing.trace.tsv').split('\n');
    writeFileSync(trace, `${heading}\n${row.join('\t')}`);

    const observed: TaskObservation[] = [];
    for await (const batch of watchTasks({ attemptDir, workDir, ended: Promise.resolve() })) observed.push(...batch);
    expect(observed.map(({ type }) => type)).toEqual(['submitted', 'started', 'completed']);
    expect(observed[0]?.submitted_at).toBe(submittedAt);
  });

  it('leaves no listener on the signal of a watcher that outlives it, however it ends', async () => {
    const stop = new AbortController();
    const listeners = () => getEventListeners(stop.signal, 'abort').length;
    const watch = (ended: Promise<unknown>) =>
      watchTasks({ attemptDir: scratch.dir, workDir: scratch.dir, ended, signal: stop.signal, everyMs: 5 });

    for await (const batch of watch(Promise.resolve())) expect(batch).toEqual([]);
    expect(listeners()).toBe(0);
    await expect(watch(Promise.reject(new Error('the end is unknown'))).next()).rejects.toThrow('the end is unknown');
    expect(listeners()).toBe(0);

    writeFileSync(attemptFiles(scratch.dir).stdout, '[ab/cdef12] Submitted process > ALIGN\n');
    mkdirSync(join(scratch.dir, 'ab', 'cdef12'), { recursive: true });
    for await (const batch of watch(new Promise(() => {}))) {
      expect([batch.length, listeners()]).toEqual([1, 1]);
      break;
    }
    expect(listeners()).toBe(0);
  });

  it('waits for the rest of a line, and stops without closing anything', async () => {
    const attemptDir = join(scratch.dir, 'attempt');
    const workDir = join(scratch.dir, 'work');
    const taskDir = join(workDir, 'ab', 'cdef12'.padEnd(30, '0'));
    [attemptDir, taskDir].forEach((dir) => mkdirSync(dir, { recursive: true }));
    const { stdout } = attemptFiles(attemptDir);
    const stop = new AbortController();
    const watching = watchTasks({ attemptDir, workDir, ended: new Promise(() => {}), signal: stop.signal, everyMs: 5 });

    // The complete line before it shows that the partial one was read, too.
    mkdirSync(join(workDir, '12', '345678'), { recursive: true });
    writeFileSync(stdout, '[12/345678] Submitted process > INDEX\n[ab/cdef12] Submitted process > ALI');
    expect((await watching.next()).value).toMatchObject([{ type: 'submitted', name: 'INDEX' }]);
    appendFileSync(stdout, 'GN (ä)\n');
    expect((await watching.next()).value).toMatchObject([
      { type: 'submitted', name: 'ALIGN (ä)', tag: 'ä', work_dir: taskDir },
    ]);

    writeFileSync(join(taskDir, '.command.begin'), '');
    expect((await watching.next()).value).toMatchObject([{ type: 'started', started_at: expect.any(String) }]);

    stop.abort();
    expect(await watching.next()).toEqual({ done: true, value: undefined });
  });
});
