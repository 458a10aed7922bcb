import type { JobStateCache } from '../state/job-state-cache.ts';
import { failAttempt } from '../attempt/fail-attempt.ts';
import type { Leases } from '../heartbeat/leases.ts';
import type { RunnerCommands } from '../state/runner-commands.ts';

/** Fails the attempts of runners whose lease has ended, so that their jobs can be taken up again. */
export async function failLostAttempts(
  cache: JobStateCache,
  commands: RunnerCommands,
  leases: Leases,
  { runnerId, leaseMs }: { runnerId: string; leaseMs: number },
): Promise<void> {
  for (const { claimed_by: owner, job_id, attempt } of cache.openJobs()) {
    if (!owner || owner === runnerId || !leases.hasEnded(owner)) continue;
    const message = `Runner ${owner} was not heard for ${Math.round(leaseMs / 1000)} s. Resume the job when it is back, or rerun it.`;
    await commands.handle(job_id, failAttempt(attempt, 'runner_lost', message));
  }
}
