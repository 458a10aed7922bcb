import { getEventListeners, once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jobKindFilter } from '@reprise/contracts';
import { eventsOf, MemoryEventLog } from '@reprise/event-log';
import { attemptFiles, listTree } from '@reprise/nextflow';
import { waitUntil } from '@reprise/testing';
import { AttemptTasks } from '../attempt/attempt-tasks.ts';
import { startedAttempt, type StartedAttempt } from '../attempt/attempt.ts';
import { HeldJob } from '../attempt/held-job.fixture.ts';
import type { EndedRun, ObserveRun } from '../facts/observe-run.ts';
import { noImages } from '../facts/no-images.fixture.ts';
import { readingTools } from '../finish/reading-tools.fixture.ts';
import { recordEnding } from '../finish/record-ending.ts';
import { localGate } from '../start/local-gate.ts';
import { startAttempt } from '../start/start-attempt.ts';
import { watchAttempt } from './watch-attempt.ts';
import { aStartedAttempt } from '../attempt/started-attempt.fixture.ts';

let dataDir: string;
let started: StartedAttempt;
let log: MemoryEventLog;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'reprise-watch-'));
  started = aStartedAttempt(dataDir);
  log = new MemoryEventLog();
  mkdirSync(started.attemptDir, { recursive: true });
  writeFileSync(attemptFiles(started.attemptDir).opened, '');
});
afterEach(() => rmSync(dataDir, { recursive: true }));

/** Fields of the rows in traces here. */
const FIELDS = [
  ...['hash', 'status', 'exit', 'attempt', 'submit', 'start', 'complete', 'duration', '%cpu', 'peak_rss'],
  ...['workdir', 'error_action', 'time', 'process', 'name', 'tag'],
];

describe('watching an attempt', () => {
  let reported: string[];

  beforeEach(() => {
    reported = [];
    const files = attemptFiles(started.attemptDir);
    // Like the identity of a program that was started before the last boot.
    writeFileSync(files.process, '4711 1 00000000-0000-0000-0000-000000000000\n');
    writeFileSync(files.exit, '0\n');
  });

  let observeRun: ObserveRun;
  beforeEach(() => (observeRun = () => Promise.resolve({})));

  const watch = async () => {
    const { ended } = await watchAttempt(started, undefined, {
      log,
      tasks: new AttemptTasks(0),
      signal: new AbortController().signal,
      observeInputs: () => Promise.resolve(null),
      observeRun,
      ...noImages,
      reportNextflow: (_, version) => {
        reported.push(`runs ${version}`);
        return Promise.resolve();
      },
      hangPace: { quietLooks: 0 },
      onWarning: (problem) => reported.push(problem),
    });
    expect(ended).toMatchObject({ status: 'exited', exit_code: 0 });
    return eventsOf(log.read(jobKindFilter(started.job.job_id, 'task')));
  };
  const trace = (rows: string[][]) =>
    writeFileSync(
      attemptFiles(started.attemptDir).trace,
      [FIELDS, ...rows].map((row) => `${row.join('\t')}\n`).join(''),
    );
  const row = (hash: string, duration: string, tag: string) => [
    ...[hash, 'COMPLETED', '0', '1', '1000', '1100', '900', duration, '5.0', '0', `/w/${hash}`, '-', '-'],
    ...['ALIGN', `ALIGN (${tag})`, tag],
  ];

  /** Lines that Nextflow writes before the first task. */
  const nameSteps = (steps: string[]) => {
    const at = 'Nov-26 12:03:17.214 [main] DEBUG';
    const named = steps.map((step) => `${at} nextflow.processor.TaskProcessor - Starting process > ${step}`);
    const lines = [...named, `${at} nextflow.Session - Session await`];
    writeFileSync(attemptFiles(started.attemptDir).log, lines.map((line) => `${line}\n`).join(''));
  };

  it('records which Nextflow its log names, if a different one was started', async () => {
    const banner = 'N E X T F L O W  ~  version 25.04.4';
    const lines = ['DEBUG nextflow.cli.Launcher - $> nextflow run main.nf', `INFO  nextflow.cli.CmdRun - ${banner}`];
    const text = lines.map((line) => `Dec-01 07:00:29.283 [main] ${line}\n`).join('');
    writeFileSync(attemptFiles(started.attemptDir).log, text);
    for (const nextflow_version of ['24.10.0', '25.04.4']) {
      started = { ...started, run: { ...started.run, nextflow_version } };
      await watch();
    }
    expect(reported).toEqual(['runs 25.04.4']);
  });

  it('records the steps of its log once, however often it is watched', async () => {
    nameSteps(['ALIGN', 'CALLING:VARIANTS']);
    await watch();
    expect((await watch()).map(({ type, data }) => ({ type, data }))).toEqual([
      {
        type: 'plan_observed',
        data: {
          attempt: 1,
          steps: [
            { process: 'ALIGN', step: expect.any(String) as string },
            { process: 'CALLING:VARIANTS', step: expect.any(String) as string },
          ],
          edges: [],
        },
      },
    ]);
  });

  it('records the executors of other machines, if any', async () => {
    const at = 'Nov-26 12:03:17.214 [main] DEBUG';
    const warm = (name: string) => `${at} nextflow.executor.Executor - [warm up] executor > ${name}\n`;
    const lines = [warm('local'), warm('slurm'), `${at} nextflow.processor.TaskProcessor - Starting process > A\n`];
    writeFileSync(attemptFiles(started.attemptDir).log, `${lines.join('')}${at} nextflow.Session - Session await\n`);
    await watch();
    expect((await watch()).map(({ type, data }) => [type, data])).toMatchObject([
      ['executors_observed', { attempt: 1, elsewhere: ['slurm'] }],
      ['plan_observed', { attempt: 1 }],
    ]);
  });

  it('records a stall once, however often it is watched', async () => {
    const monitor = (text: string) => `Nov-26 12:03:17.214 [Task monitor] DEBUG n.p.TaskPollingMonitor - ${text}\n`;
    const idle = monitor('!! executor local > No more task to compute');
    const waiting = monitor('%% executor local > tasks in the submission queue: 446 -- tasks to be submitted');
    writeFileSync(attemptFiles(started.attemptDir).log, idle + waiting + idle);
    await watch();
    expect((await watch()).filter(({ type }) => type === 'stall_observed')).toMatchObject([
      { data: { attempt: 1, tasks_waiting: 446 } },
    ]);
  });

  it('records a hang after its abort once, however often it is watched', async () => {
    const aborted =
      'Dec-01 03:12:23.511 [SIGTERM handler] DEBUG nextflow.Session - Session aborted -- Cause: SIGTERM\n';
    writeFileSync(attemptFiles(started.attemptDir).log, aborted);
    await watch();
    expect((await watch()).filter(({ type }) => type === 'hang_observed')).toMatchObject([
      { data: { attempt: 1, after: 'abort', cause: 'SIGTERM' } },
    ]);
  });

  it('records what ran, its tools and the quality of its results before the ending', async () => {
    trace([row('aa/000000', '5', 'DEMO1'), row('bb/000000', '5', 'DEMO2')]);
    const seen: EndedRun[] = [];
    observeRun = (_started, _pipeline, run) => {
      seen.push(run);
      return Promise.resolve({ tools_observed: { tools: [], complete: true } });
    };
    expect((await watch()).at(-1)).toMatchObject({ type: 'tools_observed', data: { attempt: 1, tools: [] } });
    expect(seen).toEqual([{ hasSucceeded: true, workDirs: ['/w/aa/000000'] }]);
  });

  it('completes with a note if the versions cannot be read', async () => {
    observeRun = () => Promise.reject(new Error('EIO: i/o error'));
    await watch();
    expect(reported).toEqual(['What ran is not recorded: EIO: i/o error']);
  });

  it('completes after the clock was set back, and with a very long tag', async () => {
    trace([row('aa/000000', '-100', 'DEMO1'), row('bb/000000', '5', 'x'.repeat(300_000))]);
    const completed = (await watch()).filter(({ type }) => type === 'task_completed');
    expect(completed).toMatchObject([
      { data: { hash: 'aa/000000', tag: 'DEMO1', duration_ms: null } },
      { data: { hash: 'bb/000000', tag: `${'x'.repeat(4095)}…`, duration_ms: 5 } },
    ]);
    expect(reported).toEqual([]);
  });

  it('skips and reports a fact that the log never accepts', async () => {
    trace([row('aa/000000', '5', 'DEMO1')]);
    const steps = Array.from({ length: 3000 }, (_, i) => `${'LONG_NAME_'.repeat(8)}${i}`);
    nameSteps(steps);
    const types = (await watch()).map(({ type }) => type);
    expect(types).toEqual(['task_submitted', 'task_started', 'task_completed']);
    expect(reported.at(-1)).toMatch(/^not recorded: plan_observed: \d+ bytes of data/);
  });
});

describe('watching an attempt whose run replaced its history with a file', () => {
  let job: HeldJob;
  beforeEach(async () => (job = await HeldJob.claimed({ simulation: { seconds: 60 } })));
  afterEach(() => job.remove());

  it.each([
    ['where its Nextflow was killed', 'attempt_failed'],
    ['after a cancel', 'attempt_cancelled'],
  ])('completes %s, and reports once what it could not read', async (_when, ending) => {
    await startAttempt(job.held, localGate(job.held, job.pipeline, job.settings), job.commands, job.settings);
    await job.waitFor('attempt_started');
    await waitUntil(() => listTree(job.held).length > 1 || undefined, { what: 'a task runs' });
    const folder = join(job.held.paths.launchDir, '.nextflow');
    rmSync(folder, { recursive: true });
    writeFileSync(folder, '');

    const warnings: string[] = [];
    const tasks = new AttemptTasks(job.settings.graceMs);
    const warn = (problem: string) => warnings.push(problem);
    const watch = watchAttempt(startedAttempt(job.held), job.pipeline, {
      log: job.log,
      tasks,
      signal: new AbortController().signal,
      onWarning: warn,
      ...noImages,
      reportNextflow: () => Promise.resolve(),
      observeRun: () => Promise.resolve({}),
      observeInputs: () => Promise.resolve(null),
    });
    const end = async () => {
      if (ending === 'attempt_failed') return process.kill(job.held.job.last_run!.process.pid, 'SIGKILL');
      await job.tellAndWait({ type: 'cancel_requested', data: { attempt: 1, reason: null } });
      return tasks.terminate(job.held);
    };
    const [watched] = await Promise.all([watch, end()]);
    await recordEnding(startedAttempt(job.held), watched, {
      ...readingTools(),
      pipeline: job.pipeline,
      commands: job.commands,
      warn,
      explainAccess: () => Promise.resolve(null),
      askDocker: () => Promise.resolve(null),
      containerEvents: () => Promise.resolve(''),
    });
    expect((await job.types()).at(-1)).toBe(ending);
    expect(warnings).toEqual([
      `The session of this attempt is not recorded: ENOTDIR: not a directory, open '${folder}/history'`,
    ]);
  });
});

describe('watching a running attempt', () => {
  it('has no work in progress after a failure, so that the next try has the same files', async () => {
    const { stdout, process: program } = attemptFiles(started.attemptDir);
    const [, startTime] = /^\d+ \(.*\)(?: \S+){19} (\d+)/s.exec(readFileSync('/proc/self/stat', 'utf8')) ?? [];
    const bootId = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    writeFileSync(program, `${process.pid} ${startTime} ${bootId}\n`);
    mkdirSync(join(started.run.work_dir, 'ab', 'cdef12'), { recursive: true });
    writeFileSync(stdout, '[ab/cdef12] Submitted process > ALIGN\n');
    log.append = () => Promise.reject(new Error('the log does not answer'));

    const underWay = new Set<string>();
    const goesOnUntil = (name: string) => async (_: unknown, __: unknown, unwanted: AbortSignal) => {
      underWay.add(name);
      if (!unwanted.aborted) await once(unwanted, 'abort');
      await new Promise(setImmediate); // its process ends
      underWay.delete(name);
      return null;
    };
    const { signal } = new AbortController();
    const watch = watchAttempt(started, undefined, {
      log,
      tasks: new AttemptTasks(0),
      signal,
      onWarning: () => undefined,
      observeInputs: goesOnUntil('inputs'),
      observeRun: () => Promise.resolve({}),
      ...noImages,
      reportNextflow: () => Promise.resolve(),
    });
    await expect(watch).rejects.toThrow('the log does not answer');
    expect([...underWay]).toEqual([]);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});
