import { randomUUID } from 'node:crypto';
import { appendFileSync, chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sessionIn } from '../command/session-history.ts';
import { completionWarnings } from '../completion/completion-warnings.ts';
import { loggedTasks } from '../completion/logged-tasks.ts';
import { moveIncompleteTasks } from './move-incomplete-tasks.ts';
import { pauseTree } from '../pause/pause-tree.ts';
import { unpauseTree } from '../pause/unpause-tree.ts';
import { readPlan, type Plan } from '../plan/read-plan.ts';
import { attemptFiles } from '../supervise/attempt-files.ts';
import { readIdentity } from '../supervise/identity-file.ts';
import { sweepOrphans, terminateTree } from '../terminate/terminate-tree.ts';
import { findNextflow } from '../testing/nextflow.ts';
import { NextflowRun, waitFor } from '../testing/nextflow-run.ts';
import { Scratch } from '../testing/scratch.ts';
import type { TaskObservation } from '../watch/task-observation.ts';
import { recordedTasks, type RecordedTask } from './recorded-tasks.ts';
import { SessionTasks } from './session-tasks.ts';
import { tracedTasks } from './traced-tasks.ts';

/**
 * All these tests share one session, because each run starts a JVM. The session is killed before it has a task index,
 * resumed and killed in its last task, resumed and cancelled, then resumed, paused in both modes, and ended.
 */
describe('a session of a real Nextflow', () => {
  const ending = new AbortController();
  const sessions = new SessionTasks(ending.signal);
  const session = randomUUID();
  let scratch: Scratch;
  let first: NextflowRun;
  let second: NextflowRun;
  let third: NextflowRun;
  let plan: Plan | null;
  let swept: Awaited<ReturnType<typeof sweepOrphans>>;
  let report: Awaited<ReturnType<typeof terminateTree>>;
  let wasPaused: boolean[];
  /**
   * State after the kill: observations, work dir of the last task, tasks according to its files and to Nextflow, and
   * work dirs moved aside.
   */
  let killed: {
    observations: TaskObservation[];
    workDir: string;
    traced: ReadonlyMap<string, RecordedTask> | null;
    recorded: ReadonlyMap<string, RecordedTask>;
    moved: string[];
  };
  /** Tasks of the session after the cancel and after the end, and the number of Nextflow queries up to then. */
  const tasks: ReadonlyMap<string, RecordedTask>[] = [];
  let askedBefore: number;

  beforeAll(async () => {
    scratch = new Scratch();
    leaveKilledRun();
    first = await start(60);
    plan = await planOf(first);
    const { work_dir } = await first.until(isLastStarted);
    await waitFor('the first line', () => existsSync(join(work_dir!, 'slow.txt')));
    process.kill(readIdentity(attemptFiles(first.spec.attemptDir).process)!.pid, 'SIGKILL');
    await first.ended();
    swept = await sweepOrphans({ ...first.spec, graceMs: 5000 });
    // Read now, while its work dirs are in place, because the next run may have different hashes.
    const observations = await first.observations();
    const traced = await tracedTasks({ session, ...first.spec });
    const recorded = await recordedTasks({ nextflow: findNextflow(), session, ...first.spec });
    await sessions.read(specOf(first));
    askedBefore = timesAsked();
    const { moved } = await moveIncompleteTasks({ workDir: first.workDir, recorded, at: new Date() });
    killed = { observations, workDir: work_dir!, traced, recorded, moved: moved.map(({ from }) => from) };

    second = await start(60);
    await second.until(isLastStarted);
    report = await terminateTree({ ...second.spec, graceMs: 20_000 });
    tasks.push(await sessions.read(specOf(second, first)));

    third = await start(3);
    await third.until(({ process }) => process === 'SLOW');
    wasPaused = [await pauseTree(third.spec, 'freeze')];
    await unpauseTree(third.spec);
    wasPaused.push(await pauseTree(third.spec, 'drain'));
    await unpauseTree(third.spec);
    await third.ended();
    tasks.push(await sessions.read(specOf(third, second)));
  });
  afterAll(async () => {
    ending.abort();
    await scratch.end();
  });

  /** Leaves what Nextflow has written about a run 150 ms before its index: only a row in the history. */
  function leaveKilledRun(): void {
    mkdirSync(join(scratch.dir, '.nextflow'));
    const row = ['2026-11-26 10:00:00', '-', 'killed', '-', '0'.repeat(32), session, 'nextflow run slow.nf'];
    appendFileSync(history(), `${row.join('\t')}\n`);
  }
  const history = () => join(scratch.dir, '.nextflow', 'history');
  const start = (slow: number) => NextflowRun.start(scratch, 'slow', { params: { slow }, resume: session });
  const planOf = (run: NextflowRun) => readPlan({ attemptDir: run.spec.attemptDir, ended: run.ended() });

  /** A Nextflow that counts its queries. */
  function countingNextflow(): string {
    const nextflow = join(scratch.dir, 'nextflow');
    writeFileSync(nextflow, `#!/bin/sh\necho once >>'${asked()}'\nexec '${findNextflow()}' "$@"\n`);
    chmodSync(nextflow, 0o755);
    return nextflow;
  }
  const asked = () => join(scratch.dir, 'asked');
  const timesAsked = () => (existsSync(asked()) ? readFileSync(asked(), 'utf8').trim().split('\n').length : 0);
  const specOf = (run: NextflowRun, earlier: NextflowRun | null = null) => ({
    ...run.spec,
    nextflow: countingNextflow(),
    session,
    runName: run.name,
    earlierDir: earlier?.spec.attemptDir ?? join(scratch.dir, 'none'),
  });

  it('is killed with -9 from outside: orphans are ended, and their partial work is moved aside', async () => {
    expect(await first.ended()).toMatchObject({ status: 'exited', exit_code: 137, signal: 'SIGKILL' });
    expect(swept).toMatchObject({ ended_before_signal: true, survivors: [] });
    expect(swept.processes_ended).toBeGreaterThan(0);
    const { observations, traced, recorded, workDir, moved } = killed;
    const quick = ofStep(observations, 'QUICK').at(-1);
    expect(quick?.type).toBe('completed');
    expect(ofStep(observations, 'SLOW').at(-1)?.type).toBe('aborted');

    expect(traced ?? recorded).toEqual(recorded);
    // Whether Nextflow's cache contained QUICK when Nextflow was killed is a matter of milliseconds.
    const expected = recorded.has(quick!.hash) ? [workDir] : [workDir, quick!.work_dir];
    expect(moved.toSorted()).toEqual(expected.toSorted());
  });

  it('ends by TERM, after its own cleanup ended the tasks and wrote the trace', async () => {
    expect(report).toMatchObject({ ended_before_signal: false, survivors: [] });
    // On a busy machine, a task may briefly outlive Nextflow and get the TERM for leftovers, but never more.
    expect(report.signals[0]).toMatchObject({ signal: 'SIGTERM', target: expect.stringMatching(/^nextflow/) });
    expect(report.signals.every(({ signal }) => signal === 'SIGTERM')).toBe(true);
    expect(await second.ended()).toMatchObject({ status: 'exited', exit_code: 1, signal: null });
    const stdout = readFileSync(attemptFiles(second.spec.attemptDir).stdout, 'utf8');
    expect(stdout).toMatch(/^WARN: Killing running tasks \(1\)$/m);
    const rows = readFileSync(history(), 'utf8').split('\n');
    expect(rows.find((row) => row.includes(second.name))?.split('\t')[3]).toBe('ERR');
    const slow = ofStep(await second.observations(), 'SLOW');
    expect(slow.map(({ type }) => type)).toEqual(['submitted', 'started', 'aborted']);
    expect(slow.at(-1)).toMatchObject({
      exit_code: null,
      error_action: null,
      completed_at: null,
      duration_ms: null,
      started_at: expect.any(String),
      work_dir: expect.stringContaining(second.workDir),
    });
  });

  it('continues from finished tasks in a resume', async () => {
    expect(sessionIn(readFileSync(history(), 'utf8'), third.name)).toBe(session);
    const observations = await third.observations();
    expect(ofStep(observations, 'QUICK')).toMatchObject([
      { type: 'cached', exit_code: 0, work_dir: expect.stringContaining(first.workDir) },
    ]);
    expect(observations.at(-1)).toMatchObject({ process: 'SLOW', type: 'completed' });
  });

  it('ends without a warning, since its cache and trace have all tasks', async () => {
    const ended = { attemptDir: third.spec.attemptDir, launchDir: third.spec.launchDir, runName: third.name };
    expect(await completionWarnings(ended)).toEqual([]);
    expect((await loggedTasks(ended.attemptDir)).succeeded.size).toBe(1);
  });

  it('ends with equal results after pauses of any kind', async () => {
    expect(wasPaused).toEqual([true, true]);
    expect(await third.ended()).toMatchObject({ exit_code: 0 });
    const slow = (await third.observations()).at(-1);
    expect(readFileSync(join(slow!.work_dir!, 'slow.txt'), 'utf8')).toBe('1\n2\n3\n');
  });

  it('has its plan during a run and after its end', async () => {
    expect(plan).toEqual({ steps: ['QUICK', 'SLOW'], executors: ['local'] });
    expect(await planOf(first)).toEqual(plan);
  });

  it('has its tasks in the files of its runs, after a cancel and after the end', () => {
    const completed = { status: 'COMPLETED', exit: 0 };
    expect(tasks.map(finished)).toEqual([[completed], [completed, completed]]);
    expect(timesAsked()).toBe(askedBefore);
  });

  it('has the same tasks from Nextflow, queried once after it continued, although one run has no index', async () => {
    const answered = await sessions.read(specOf(first));
    expect(timesAsked()).toBe(askedBefore + 1);
    expect(new Map(endings(answered))).toEqual(new Map(endings(tasks[1]!)));
  });
});

/** Whether the second task is running, which means that the first is recorded. */
const isLastStarted = ({ process, type }: TaskObservation) => process === 'SLOW' && type === 'started';

const ofStep = (observations: readonly TaskObservation[], step: string) =>
  observations.filter(({ process }) => process === step);

/** Tasks that ended by themselves. Whether the cache contains an aborted task is a matter of milliseconds. */
const endings = (tasks: ReadonlyMap<string, RecordedTask>) =>
  [...tasks].filter(([, { status }]) => status !== 'ABORTED');
const finished = (tasks: ReadonlyMap<string, RecordedTask>) => endings(tasks).map(([, task]) => task);
