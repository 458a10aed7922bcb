import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { attemptFiles, launchGated, openGate, terminateTree } from '@reprise/nextflow';
import { waitUntil } from '@reprise/testing';
import { endTasks } from './end-tasks.ts';
import type { AttemptSpec, Listing, Phase } from './executor.ts';
import { executorOf, type Scheduler } from './scheduler.ts';

const ABORTED = 'Nov-24 13:49:29.649 [SIGTERM handler] DEBUG nextflow.Session - Session aborted -- Cause: SIGTERM';
/** Without a job step, Nextflow would be killed at once. */
const BEGUN = 'Nov-24 13:49:20.112 [main] DEBUG nextflow.processor.TaskProcessor - Starting process > ALIGN';
const GRACE_MS = 60_000;

describe('ending the cluster tasks of a Nextflow', () => {
  let folder: string;
  let attempt: AttemptSpec;
  let log: string;
  /** File that exists once the cluster's tasks are gone. */
  let gone: string;
  let alive: Map<string, Phase>;
  /** Last line of Nextflow's log at each cancel. */
  let cancels: (string | undefined)[];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'reprise-early-'));
    gone = join(folder, 'gone');
    const attemptDir = join(folder, '1');
    log = attemptFiles(attemptDir).log;
    attempt = { attemptDir, attemptDirs: [attemptDir], marker: { REPRISE_JOB_ID: folder }, graceMs: GRACE_MS };
    alive = new Map([
      ['8', 'running'],
      ['9', 'waiting'],
      ['10', 'ending'],
    ]);
    cancels = [];
  });
  afterEach(async () => {
    await terminateTree({ ...attempt, graceMs: 0 });
    rmSync(folder, { recursive: true });
  });

  /**
   * Runs a program that continues after TERM until the cluster has no tasks to end, unless a different end is given.
   */
  const nextflow = async (atTerm = `echo '${ABORTED}' >> '${log}'; until [ -e '${gone}' ]; do sleep 0.02; done`) => {
    const loop = 'echo ready; while :; do sleep 0.02; done';
    const script = `echo '${BEGUN}' > '${log}'; trap '${atTerm.replaceAll("'", `'\\''`)}; exit 1' TERM; ${loop}`;
    const { attemptDir, marker } = attempt;
    const env = { PATH: process.env['PATH']! };
    await launchGated({
      argv: ['sh', '-c', script],
      launchDir: folder,
      attemptDir,
      lockFile: join(folder, 'lock'),
      env,
      marker: { ...marker, REPRISE_ATTEMPT: '1' },
      cgroup: 'off',
    });
    await openGate(attemptDir);
    const { stdout } = attemptFiles(attemptDir);
    await waitUntil(() => readFileSync(stdout, 'utf8').includes('ready'), { what: 'the program has begun' });
  };
  const cancelled = (ids: readonly string[]) => {
    cancels.push(readFileSync(log, 'utf8').trim().split('\n').at(-1));
    ids.forEach((id) => alive.delete(id));
    alive.delete('10');
    writeFileSync(gone, '');
    return Promise.resolve();
  };
  const done = () => Promise.resolve();
  const end = (cancel: Scheduler['cancel'] = cancelled) => {
    const list = (): Promise<Listing> =>
      Promise.resolve({ alive: [...alive].map(([native_id, phase]) => ({ native_id, phase, state: phase })) });
    const scheduler = { name: 'slurm', label: 'Slurm', hold: done, release: done, stop: done, resume: done };
    const executor = executorOf({ ...scheduler, list, cancel }, { everyMs: 1, withinMs: 1_000 });
    return endTasks(attempt, 'end', () => Promise.resolve([executor]));
  };

  it('queries the cluster as soon as Nextflow aborts, so that nothing is left to Nextflow', async () => {
    await nextflow();
    const { signals, executors } = await end();
    expect(signals.map(({ signal }) => signal)).toEqual(['SIGTERM']);
    expect(cancels).toEqual([ABORTED]);
    expect(executors).toMatchObject([{ ended: ['8', '9', '10'], left: { alive: [] } }]);
  });

  it('queries it after the end of a Nextflow that does not report its abort', async () => {
    await nextflow('');
    expect(await end()).toMatchObject({ executors: [{ ended: ['8', '9', '10'] }] });
    expect(cancels).toEqual([BEGUN]);
  });

  it('repeats for tasks that it refused to end, or that were submitted in the meantime', async () => {
    await nextflow();
    let isFirst = true;
    const refusing: Scheduler['cancel'] = (ids) => {
      if (!isFirst) return cancelled(ids);
      isFirst = false;
      alive.set('11', 'waiting');
      writeFileSync(gone, '');
      return Promise.reject(new Error('Access denied'));
    };
    const { executors } = await end(refusing);
    expect(executors).toMatchObject([{ ended: ['8', '9', '10', '11'], left: { alive: [] } }]);
  });
});
