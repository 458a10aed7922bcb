import { appendFileSync, mkdirSync } from 'node:fs';
import { executorsOf, type Listing, type Scheduler } from '@reprise/executors';
import { attemptFiles } from '@reprise/nextflow';
import { heldAttempt } from '../attempt/attempt.ts';
import { AttemptTasks } from '../attempt/attempt-tasks.ts';
import { HeldJob } from '../attempt/held-job.fixture.ts';
import { prepare } from './prepare.ts';

const none = () => Promise.resolve();

describe('tasks of an earlier attempt on another machine', () => {
  let job: HeldJob;
  let looks: (string | undefined)[];
  let cancelled: string[];
  beforeEach(async () => {
    job = await HeldJob.claimed();
    looks = [];
    cancelled = [];
  });
  afterEach(() => job.remove());

  /**
   * Prepares attempt 2 after attempt 1 has used an executor. Slurm returns the given listings one after another, and
   * then repeats the last one.
   */
  const prepared = async (executor: string, answers: Listing[], withinMs = 60_000) => {
    const { attemptDir } = heldAttempt(job.dataDir, job.held.job, 1);
    mkdirSync(attemptDir, { recursive: true });
    const at = 'Nov-26 12:03:17.214 [main] DEBUG';
    const lines = [
      `${at} nextflow.executor.Executor - [warm up] executor > ${executor}`,
      `${at} nextflow.processor.TaskProcessor - Starting process > A`,
      `${at} nextflow.Session - Session await`,
    ];
    appendFileSync(attemptFiles(attemptDir).log, `${lines.join('\n')}\n`);
    const slurm: Scheduler = {
      name: 'slurm',
      label: 'Slurm',
      hold: none,
      release: none,
      stop: none,
      resume: none,
      list: ({ workRoot }) => Promise.resolve(answers[looks.push(workRoot) - 1] ?? answers.at(-1)!),
      cancel: (ids) => Promise.resolve(void cancelled.push(...ids)),
    };
    const tasks = new AttemptTasks(1_000, executorsOf([slurm], { everyMs: 1, withinMs }));
    const { params } = job.held.job;
    const held = heldAttempt(job.dataDir, job.held.job, 2);
    return prepare({ ...job.settings, nextflow: job.settings.nextflows.launcherOf(), tasks }, held, {
      params,
      outputParam: 'outdir',
    });
  };
  const alive = (...states: string[]): Listing => ({
    alive: states.map((state, n) => ({
      native_id: String(n + 9),
      state,
      phase: state === 'COMPLETING' ? 'ending' : 'running',
    })),
  });
  const refusal = (reason: string) => ({
    ok: false,
    message: `Tasks of an earlier attempt are not proven to have ended, and would write into its work dir. ${reason}. Nothing was started. Try again once they are gone.`,
  });

  it('are ended before the next start, once Slurm reports twice that none are left', async () => {
    const answers = [alive('RUNNING', 'PENDING'), alive('COMPLETING'), alive(), alive('COMPLETING'), alive(), alive()];
    expect(await prepared('slurm', answers)).toMatchObject({ ok: true });
    expect(cancelled).toEqual(['9', '10']);
    expect(looks).toEqual(answers.map(() => job.held.paths.workRoot));
  });

  it('prevent the start and are named if they do not end', async () => {
    expect(await prepared('slurm', [alive('COMPLETING', 'RUNNING')], 50)).toEqual(
      refusal('Slurm still has 2 jobs: 9 (COMPLETING), 10 (RUNNING)'),
    );
  });

  it('are not taken as absent while Slurm does not answer', async () => {
    expect(await prepared('slurm', [alive(), { unknown: 'squeue did not answer in 10 s' }])).toEqual(
      refusal('Slurm does not answer: squeue did not answer in 10 s'),
    );
  });

  it.each(['local', 'google-batch'])('are not looked up if an attempt ran on %s only', async (executor) => {
    expect(await prepared(executor, [alive('RUNNING')])).toMatchObject({ ok: true });
    expect(looks).toEqual([]);
  });
});
