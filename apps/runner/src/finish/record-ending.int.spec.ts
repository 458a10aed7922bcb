import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { attemptFiles, type Ended } from '@reprise/nextflow';
import type { AttemptCommand } from '@reprise/job';
import { aStartedAttempt } from '../attempt/started-attempt.fixture.ts';
import type { RunnerCommands } from '../state/runner-commands.ts';
import { readingTools } from './reading-tools.fixture.ts';
import type { WatchEnd } from '../watch/watch-attempt.ts';
import { recordEnding } from './record-ending.ts';

/** Records how the attempt ended. Returns the runner's commands. */
async function recorded(started: ReturnType<typeof aStartedAttempt>, end: WatchEnd): Promise<AttemptCommand[]> {
  const handled: AttemptCommand[] = [];
  const handle = (_jobId: string, command: AttemptCommand) => Promise.resolve(handled.push(command));
  await recordEnding(started, end, {
    ...readingTools(),
    commands: { handle } as unknown as RunnerCommands,
    explainAccess: () => Promise.resolve(null),
    askDocker: () => Promise.resolve(null),
    containerEvents: () => Promise.resolve(''),
  });
  return handled;
}

/** Trace with a cached task. */
const CACHED = [
  ['hash', 'status', 'exit', 'process', 'name', 'tag'],
  ['ab/cdef12', 'CACHED', '0', 'SORT', 'SORT', '-'],
]
  .map((fields) => `${fields.join('\t')}\n`)
  .join('');

describe('the ending of a killed resume', () => {
  let dataDir: string;
  beforeEach(() => (dataDir = mkdtempSync(join(tmpdir(), 'reprise-ending-'))));
  afterEach(() => rmSync(dataDir, { recursive: true }));

  it.each([
    ['mentions finished tasks if its trace has one', CACHED, /Finished tasks are kept/],
    ['mentions none if its trace has none', '', /Resume or rerun the job\.$/],
  ])('%s', async (_, trace, message) => {
    const started = aStartedAttempt(dataDir);
    mkdirSync(started.attemptDir, { recursive: true });
    writeFileSync(attemptFiles(started.attemptDir).trace, trace);
    const at = new Date().toISOString();
    const ended: Ended = { status: 'vanished', process: { pid: 4711, start_time: '1', boot_id: 'boot' } };
    const report = { survivors: [], signals: [], processes_ended: 0, ended_before_signal: true, executors: [] };
    const job = { ...started.job, mode: 'resume' } as typeof started.job;
    const resumed = { ...started, job, run: { ...started.run, started_at: at } };
    expect(await recorded(resumed, { ended, report })).toMatchObject([
      { name: 'fail', message: expect.stringMatching(message) },
    ]);
  });
});

describe('the ending of a success', () => {
  let dataDir: string;
  beforeEach(() => (dataDir = mkdtempSync(join(tmpdir(), 'reprise-ending-'))));
  afterEach(() => rmSync(dataDir, { recursive: true }));

  const process = { pid: 4711, start_time: '1', boot_id: 'boot' };
  const end = (exit_code: number): WatchEnd => ({
    ended: { status: 'exited', process, exit_code, signal: null, ended_at: new Date().toISOString() },
    report: { survivors: [], signals: [], processes_ended: 0, ended_before_signal: true, executors: [] },
  });
  const lines = [
    'Dec-01 01:43:33.980 [main] ERROR nextflow.script.WorkflowMetadata - Failed to invoke `workflow.onComplete` event handler',
    'java.lang.IllegalStateException: Failed to create publish directory: /data/job/results/counts',
  ];

  it('has the warnings of its run, such as unpublished results, or none', async () => {
    const asked = aStartedAttempt(dataDir);
    const started = { ...asked, run: { ...asked.run, started_at: new Date().toISOString() } };
    mkdirSync(started.attemptDir, { recursive: true });
    expect((await recorded(started, end(0)))[0]).not.toHaveProperty('warnings');
    writeFileSync(attemptFiles(started.attemptDir).log, lines.join('\n'));
    expect(await recorded(started, end(0))).toMatchObject([{ name: 'succeed', warnings: [{ about: 'results' }] }]);
  });
});

describe('the ending of a failure', () => {
  let dataDir: string;
  beforeEach(() => (dataDir = mkdtempSync(join(tmpdir(), 'reprise-ending-'))));
  afterEach(() => rmSync(dataDir, { recursive: true }));

  /** Recorded duration of a one-minute attempt whose Nextflow ended 20 s ago. */
  const durationOf = async (processes_ended: number): Promise<number> => {
    const started = aStartedAttempt(dataDir);
    mkdirSync(started.attemptDir, { recursive: true });
    const ago = (seconds: number) => new Date(Date.now() - 1000 * seconds).toISOString();
    const process = { pid: 4711, start_time: '1', boot_id: 'boot' };
    const ended: Ended = { status: 'exited', process, exit_code: 1, signal: null, ended_at: ago(20) };
    const report = { survivors: [], signals: [], processes_ended, ended_before_signal: true, executors: [] };
    const run = { ...started.run, started_at: ago(60) };
    const [command] = await recorded({ ...started, run }, { ended, report });
    expect(command).toMatchObject({ name: 'fail' });
    return (command as { duration_ms: number }).duration_ms;
  };

  it("has the time of Nextflow's end, or of the last orphan that was ended after it", async () => {
    expect(await durationOf(0)).toBeLessThan(60_000);
    expect(await durationOf(2)).toBeGreaterThanOrEqual(60_000);
  });
});

describe('the ending of a cancel', () => {
  let dataDir: string;
  beforeEach(() => (dataDir = mkdtempSync(join(tmpdir(), 'reprise-ending-'))));
  afterEach(() => rmSync(dataDir, { recursive: true }));

  it("has the time when nothing of the attempt was left, not that of Nextflow's end", async () => {
    const started = aStartedAttempt(dataDir);
    mkdirSync(started.attemptDir, { recursive: true });
    const ago = (seconds: number) => new Date(Date.now() - 1000 * seconds).toISOString();
    const process = { pid: 4711, start_time: '1', boot_id: 'boot' };
    const ended: Ended = { status: 'exited', process, exit_code: 143, signal: null, ended_at: ago(20) };
    const signals = [{ signal: 'SIGTERM' as const, target: 'nextflow' as const, at: ago(21) }];
    const report = { survivors: [], signals, processes_ended: 2, ended_before_signal: false, executors: [] };
    const job = { ...started.job, pending_action: { kind: 'cancelling' } } as typeof started.job;
    const cancelling = { ...started, job, run: { ...started.run, started_at: ago(60) } };
    const [command] = await recorded(cancelling, { ended, report });
    expect(command).toMatchObject({ name: 'confirm_cancel' });
    expect((command as { duration_ms: number }).duration_ms).toBeGreaterThanOrEqual(60_000);
  });
});
