import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  explainFailure,
  listTree,
  readPlan,
  readVersion,
  recordedTasks,
  type TaskObservation,
} from '@reprise/nextflow';
import { waitUntil } from '@reprise/testing';
import { ensureNextflow, thisMachine } from '@reprise/setup';
import { environment, Job, simulated } from './testing/attempt.ts';

const real = () => ensureNextflow(thisMachine(), (line) => process.stderr.write(`${line}\n`));
const missing = '/nowhere/mended';

/** Returns an observation in which times and sizes are reduced to whether they are present. */
function plain(observation: TaskObservation, workDir: string): string {
  const { type, process, tag, exit_code, error_action, hash, work_dir } = observation;
  const times = [observation.submitted_at, observation.started_at, observation.completed_at, observation.duration_ms];
  const known = times.map((time) => (time === null ? '-' : 't')).join('');
  const placed = work_dir?.startsWith(join(workDir, hash)) === true;
  return [type, process, tag, observation.try, exit_code, error_action, known, placed].join(' ');
}

/**
 * Groups observations by task, because concurrent tasks are reported in any order, and a try may be reported before the
 * end of the previous one.
 */
function byTask(observations: TaskObservation[], workDir: string): Record<string, string[]> {
  const tasks: Record<string, string[]> = {};
  for (const observation of observations.toSorted((a, b) => a.try - b.try))
    (tasks[observation.name] ??= []).push(plain(observation, workDir));
  return tasks;
}

describe.each(['real', 'simulated'])('a %s Nextflow', (kind) => {
  let nextflow: string;
  let job: Job;
  beforeAll(async () => {
    nextflow = kind === 'real' ? await real() : simulated;
  });
  beforeEach(() => {
    job = new Job(nextflow);
  });
  afterEach(() => job.remove());

  const tried = (process: string, tag: string | null, ...ends: [type: string, exit: number, action: string][]) =>
    ends.flatMap(([type, exit, action], index) => [
      `submitted ${process} ${tag ?? ''} ${index + 1}   t--- true`,
      `started ${process} ${tag ?? ''} ${index + 1}   tt-- true`,
      `${type} ${process} ${tag ?? ''} ${index + 1} ${exit} ${action} tttt true`,
    ]);
  const cached = (process: string, tag: string | null, tries: number) => [
    `cached ${process} ${tag ?? ''} ${tries} 0  tttt true`,
  ];

  it('reports the same steps and tasks, publishes, and finds them again in a resume', async () => {
    const first = await job.start();
    const plan = readPlan({ attemptDir: first.dir, ended: first.ended() });
    const ignored = (tag: string) => tried('OPTIONAL', tag, ['failed', 7, 'IGNORE']);
    expect(byTask(await first.observations(), job.workDir)).toEqual({
      'PREPARE (S1)': tried('PREPARE', 'S1', ['completed', 0, '']),
      'PREPARE (S2)': tried('PREPARE', 'S2', ['completed', 0, '']),
      'FLAKY (S1)': tried('FLAKY', 'S1', ['retried', 1, 'RETRY'], ['completed', 0, '']),
      'FLAKY (S2)': tried('FLAKY', 'S2', ['retried', 1, 'RETRY'], ['completed', 0, '']),
      'OPTIONAL (S1)': ignored('S1'),
      'OPTIONAL (S2)': ignored('S2'),
      'CALL (S1)': tried('CALL', 'S1', ['completed', 0, '']),
      'CALL (S2)': tried('CALL', 'S2', ['completed', 0, '']),
      MERGE: tried('MERGE', null, ['completed', 0, '']),
    });
    expect((await plan)?.steps).toEqual(['PREPARE', 'FLAKY', 'OPTIONAL', 'AFTER_OPTIONAL', 'CALL', 'MERGE']);
    expect(await first.ended()).toMatchObject({ exit_code: 0 });
    expect(first.historyStatus()).toBe('OK');
    const published = readdirSync(job.outputDir, { recursive: true }).map(String).sort();
    const folders = { calls: ['calls/S1.calls.txt', 'calls/S2.calls.txt'], merged: ['merged.txt'] };
    expect(published).toEqual([
      'calls',
      ...folders.calls,
      ...folders.merged,
      'prepared',
      'prepared/S1.prepared.txt',
      'prepared/S2.prepared.txt',
    ]);

    const again = await job.start({}, await first.session());
    expect(byTask(await again.observations(), job.workDir)).toEqual({
      'PREPARE (S1)': cached('PREPARE', 'S1', 1),
      'PREPARE (S2)': cached('PREPARE', 'S2', 1),
      'FLAKY (S1)': cached('FLAKY', 'S1', 2),
      'FLAKY (S2)': cached('FLAKY', 'S2', 2),
      'OPTIONAL (S1)': ignored('S1'),
      'OPTIONAL (S2)': ignored('S2'),
      'CALL (S1)': cached('CALL', 'S1', 1),
      'CALL (S2)': cached('CALL', 'S2', 1),
      MERGE: cached('MERGE', null, 1),
    });
    expect(await again.session()).toBe(await first.session());
  });

  it('explains a failure with the same text', async () => {
    const attempt = await job.start({ mended: missing });
    expect(await attempt.ended()).toMatchObject({ exit_code: 1 });
    expect(attempt.historyStatus()).toBe('ERR');
    const { message, ...digest } = await explainFailure({ attemptDir: attempt.dir, workDir: job.workDir });
    expect(message).toMatch(/^CALL \(S[12]\) ended with exit code 3: the index is broken$/);
    expect(digest).toEqual({
      failing_step: 'CALL',
      failing_task: expect.stringMatching(/^[0-9a-f]{2}\/[0-9a-f]{6}$/) as string,
      exit_code: 3,
      stderr_tail: ['the index is broken'],
      excerpt: { stream: 'stderr', first_line: 1, cause_line: null, lines: 1, log_offset: null },
      summary: 'the index is broken',
      caused_by: expect.stringMatching(
        /^Process `CALL \(S[12]\)` terminated with an error exit status \(3\)$/,
      ) as string,
      disk_full: false,
    });
  });
});

describe('the simulated Nextflow', () => {
  let job: Job;
  beforeEach(() => {
    job = new Job(simulated);
  });
  afterEach(() => job.remove());

  const commandsOf = ({ dir, marker }: { dir: string; marker: Record<string, string> }) =>
    listTree({ attemptDir: dir, marker }).flatMap(({ pid }) => commandOf(pid) ?? []);

  it('reports that it is simulated for each version query', async () => {
    expect(await readVersion(simulated, environment)).toEqual({
      version: '24.10.0 (simulated)',
      warning: expect.stringContaining('simulated') as string,
    });
  });

  it('reports the tasks of a session like the real one, which `libs/nextflow` verifies', async () => {
    const first = await job.start();
    await first.ended();
    const session = (await first.session()) ?? '';
    const spec = { nextflow: simulated, launchDir: job.folder, session, env: environment };
    const recorded = await recordedTasks(spec);
    expect([...recorded.values()].map(({ status, exit }) => `${status} ${exit ?? '-'}`).sort()).toEqual([
      ...Array.from({ length: 7 }, () => 'COMPLETED 0'),
      ...['FAILED 1', 'FAILED 1', 'FAILED 7', 'FAILED 7'],
    ]);
  });

  /** `libs/nextflow`, `real-session`, tests the same for a real one. */
  it('ends its tasks and itself on TERM, and reports them as aborted', async () => {
    const attempt = await job.start({ simulation: { slots: 2, seconds: 60 } });
    await asleep(attempt, 2);
    process.kill(attempt.pid, 'SIGTERM');
    expect(await attempt.ended()).toMatchObject({ exit_code: 1, signal: null });
    expect(attempt.stdout()).toMatch(/^WARN: Killing running tasks \(2\)$/m);
    expect(attempt.historyStatus()).toBe('ERR');
    const ends = (await attempt.observations()).filter(({ type }) => type !== 'submitted' && type !== 'started');
    expect(ends.map((end) => plain(end, job.workDir)).sort()).toEqual([
      'aborted PREPARE S1 1   tt-- true',
      'aborted PREPARE S2 1   tt-- true',
    ]);
    const codes = ends.map((end) => join(end.work_dir ?? '', '.exitcode'));
    // Tasks write them when they end, which the simulation does not wait for.
    const isWritten = (file: string) => existsSync(file) && readFileSync(file, 'utf8') !== '';
    await waitUntil(() => codes.every(isWritten), { what: 'exit codes' });
    expect(codes.map((file) => readFileSync(file, 'utf8'))).toEqual(['143', '143']);
  });

  it.each(['SIGINT', 'SIGHUP'] as const)('ends on %s too', async (signal) => {
    const attempt = await job.start({ simulation: { slots: 2, seconds: 600 } });
    await asleep(attempt, 2);
    process.kill(attempt.pid, signal);
    expect(await attempt.ended()).toMatchObject({ exit_code: 1, signal: null });
    expect(attempt.stdout()).toContain('WARN: Killing running tasks');
    await expect(gone(attempt)).resolves.toEqual([]);
  });

  it('leaves a task that traps TERM, like the real one', async () => {
    const steps = [{ name: 'STUBBORN', tasks: 1, stubborn: true }];
    const attempt = await job.start({ simulation: { seconds: 600, steps, failures: [] } });
    await asleep(attempt, 1);
    process.kill(attempt.pid, 'SIGTERM');
    await attempt.ended();
    expect(commandsOf(attempt)).toContain('sleep 600.000');
  });

  it('leaves its tasks running and their dirs reusable when it is killed', async () => {
    const simulation = { seconds: 600, slots: 1, steps: [{ name: 'ONE', tasks: 1 }], failures: [] };
    const first = await job.start({ simulation });
    await asleep(first, 1);
    // A task is logged only after it has begun.
    const interrupted = await first.submitted();
    process.kill(first.pid, 'SIGKILL');
    expect(await first.ended()).toMatchObject({ exit_code: 137 });
    expect(commandsOf(first)).toContain('sleep 600.000');
    expect(first.historyStatus()).toBe('-');

    const again = await job.start({ simulation }, await first.session());
    expect((await again.submitted()).work_dir).toBe(interrupted.work_dir);
  });

  it('refuses a session that another run has open', async () => {
    const first = await job.start({ simulation: { seconds: 60 } });
    await first.started(1);
    const second = await job.start({}, await first.session());
    expect(await second.ended()).toMatchObject({ exit_code: 1 });
    expect(second.stdout()).toContain(`Unable to acquire lock on session with ID ${(await first.session()) ?? ''}`);
  });

  it('gives an aborted task a new dir in a resume, and restores missing parts', async () => {
    const mended = join(job.folder, 'mended');
    const first = await job.start({ mended });
    await first.ended();
    writeFileSync(mended, '');
    const again = await job.start({ mended }, await first.session());
    const observations = await again.observations();
    expect(await again.ended()).toMatchObject({ exit_code: 0 });
    const dirs = async (of: typeof first) =>
      (await of.observations()).filter(({ process }) => process === 'CALL').map(({ work_dir }) => work_dir);
    const [before, after] = [await dirs(first), await dirs(again)];
    expect(after.filter((dir) => before.includes(dir))).toEqual([]);
    // The first run may have been aborted before it reached the other sample.
    const failed = (await first.observations()).find(({ process, type }) => process === 'CALL' && type === 'failed');
    const cached = observations.filter(({ type }) => type === 'cached').map(({ name }) => name);
    expect(cached).toContain(`PREPARE (${failed?.tag ?? ''})`);
  });

  it('runs a wide plan as timers, with the same files, no process, and the same failures for the same seed', async () => {
    const run = async (seed: number) => {
      const wide = new Job(simulated);
      try {
        const failures = [{ rate: 0.1, action: 'retry' }];
        const simulation = { seed, processes: false, slots: 50, steps: 3, tasks: 40, seconds: [0, 0.01], failures };
        const attempt = await wide.start({ simulation });
        const observations = await attempt.observations();
        expect(await attempt.ended()).toMatchObject({ exit_code: 0 });
        expect(observations.filter(({ type }) => type === 'completed')).toHaveLength(120);
        const dir = observations[0]?.work_dir ?? '';
        expect(
          ['.command.sh', '.command.run', '.command.begin', '.exitcode'].filter((file) => !existsSync(join(dir, file))),
        ).toEqual([]);
        return observations
          .filter(({ type }) => type === 'retried')
          .map((each) => each.name)
          .sort();
      } finally {
        await wide.remove();
      }
    };
    const [once, twice, other] = [await run(1), await run(1), await run(2)];
    expect(once.length).toBeGreaterThan(5);
    expect(twice).toEqual(once);
    expect(other).not.toEqual(once);
  });

  it('exits with 1 if it cannot write its end', async () => {
    const attempt = await job.start({ simulation: { steps: [{ name: 'A', seconds: 1 }], failures: [] } });
    await attempt.submitted();
    const history = join(job.folder, '.nextflow/history');
    rmSync(history);
    mkdirSync(history);
    expect(await attempt.ended()).toMatchObject({ exit_code: 1 });
  });

  it('has each task record its job, attempt and name in a file', async () => {
    const notes = join(job.folder, 'notes');
    const simulation = { note: 'notes', steps: [{ name: 'A', tasks: ['x', 'y'] }], failures: [] };
    const attempt = await job.start({ notes, simulation });
    expect(await attempt.ended()).toMatchObject({ exit_code: 0 });
    const { REPRISE_JOB_ID: id } = attempt.marker;
    expect(readFileSync(notes, 'utf8').trim().split('\n').toSorted()).toEqual([`${id} 1 A_x`, `${id} 1 A_y`]);
  });

  it('names the wrong field of a plan', async () => {
    const attempt = await job.start({ simulation: { steps: [{ name: 'A', seconds: 'long' }] } });
    expect(await attempt.ended()).toMatchObject({ exit_code: 1 });
    expect(attempt.stdout()).toContain('ERROR ~ A.seconds must be a number from 0 up');
  });

  /**
   * Waits until the scripts of this many tasks sleep. If a wrapper is ended while its script starts, it leaves the
   * script behind, like the real one, because it forwards TERM to the children that it finds.
   */
  const asleep = (attempt: Awaited<ReturnType<Job['start']>>, count: number) =>
    waitUntil(() => commandsOf(attempt).filter((command) => command.startsWith('sleep ')).length === count, {
      what: `${String(count)} tasks sleep`,
    });

  /** Returns what is left of its process tree after it had time to end. */
  async function gone(attempt: Awaited<ReturnType<Job['start']>>): Promise<string[]> {
    const look = () => (commandsOf(attempt).length === 0 ? true : undefined);
    await waitUntil(look, { what: 'every process of the run ends' });
    return commandsOf(attempt);
  }
});

/** Undefined if the process has ended in the meantime. */
function commandOf(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${String(pid)}/cmdline`, 'utf8')
      .replaceAll('\0', ' ')
      .trim();
  } catch {
    return undefined;
  }
}
