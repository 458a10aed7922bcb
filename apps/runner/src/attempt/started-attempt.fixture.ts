import type { OpenJob, Run } from '@reprise/job';
import { heldAttempt, type StartedAttempt } from './attempt.ts';

/** The first attempt of a job, with everything that observing it requires. */
export function aStartedAttempt(dataDir: string, run: Partial<Run> = {}): StartedAttempt {
  const job_id = '01900000-0000-7000-8000-000000000001';
  const job = {
    job_id,
    attempt: 1,
    mode: 'fresh',
    claimed_by: 'runner-a',
    pending_action: null,
    params: {},
    correlation_id: job_id,
    requested_by: job_id,
  } as unknown as OpenJob;
  return {
    ...heldAttempt(dataDir, job),
    run: {
      work_dir: `${dataDir}/work`,
      launch_dir: `${dataDir}/launch`,
      output_dir: `${dataDir}/output`,
      runner_id: 'runner-a',
      ...run,
    } as Run,
  };
}
