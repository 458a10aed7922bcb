import { appendFileSync, mkdirSync } from 'node:fs';
import { attemptFiles, type SlurmJobs } from '@reprise/nextflow';
import { heldAttempt } from '../attempt/attempt.ts';
import { HeldJob } from '../attempt/held-job.fixture.ts';
import { obstacleOnSlurm } from './jobs-on-slurm.ts';

describe('jobs that an earlier attempt left on Slurm', () => {
  let job: HeldJob;
  let looks: string[];
  beforeEach(async () => {
    job = await HeldJob.claimed();
    looks = [];
  });
  afterEach(() => job.remove());

  /** The obstacle to attempt 2, where attempt 1 used an executor, and Slurm answers one look after the other. */
  const obstacle = (executor: string, ...answers: SlurmJobs[]) => {
    const { attemptDir } = heldAttempt(job.dataDir, job.held.job, 1);
    mkdirSync(attemptDir, { recursive: true });
    const at = 'Nov-26 12:03:17.214 [main] DEBUG';
    const lines = [
      `${at} nextflow.executor.Executor - [warm up] executor > ${executor}`,
      `${at} nextflow.processor.TaskProcessor - Starting process > A`,
      `${at} nextflow.Session - Session await`,
    ];
    appendFileSync(attemptFiles(attemptDir).log, `${lines.join('\n')}\n`);
    return obstacleOnSlurm(job.dataDir, heldAttempt(job.dataDir, job.held.job, 2), {
      list: (workRoot) => Promise.resolve(answers[looks.push(workRoot) - 1]!),
      everyMs: 1,
    });
  };
  const alive = (...states: string[]): SlurmJobs => ({
    alive: states.map((state, n) => ({ id: String(n + 9), state })),
  });

  it('keep the next from its start, and are named with the command that ends them', async () => {
    expect(await obstacle('slurm', alive('RUNNING', 'PENDING'))).toBe(
      'Slurm still has jobs of an earlier attempt: 9 (RUNNING), 10 (PENDING). They would write into its work dir. End them (`scancel 9 10`), then try again.',
    );
    expect(looks).toEqual([job.held.paths.workRoot]);
  });

  it('are waited for while they end, until Slurm says twice that there are none', async () => {
    expect(await obstacle('slurm', alive('COMPLETING'), alive(), alive('COMPLETING'), alive(), alive())).toBeNull();
    expect(looks).toHaveLength(5);
  });

  it('keep it from its start too where they do not come to their end', async () => {
    const ending = Array.from({ length: 15 }, () => alive('COMPLETING'));
    expect(await obstacle('slurm', ...ending)).toContain('9 (COMPLETING)');
    expect(looks).toHaveLength(15);
  });

  it('are not taken for none where Slurm does not answer', async () => {
    expect(await obstacle('slurm', alive(), { unknown: 'squeue did not answer in 10 s' })).toBe(
      'Whether Slurm still has jobs of an earlier attempt is not known: squeue did not answer in 10 s. They would write into its work dir. Try again once Slurm answers.',
    );
  });

  it('are not asked for where no attempt ran there', async () => {
    expect(await obstacle('local')).toBeNull();
    expect(looks).toEqual([]);
  });
});
