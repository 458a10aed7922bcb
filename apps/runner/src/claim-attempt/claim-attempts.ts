import { waitingLine, type PendingJob } from '@reprise/job';
import type { Board } from '../board/board.ts';
import type { DecisionLog } from '../log/append-decision.ts';

/** Claims waiting jobs, next first, while slots of this runner are free. Losing one to another runner is no error. */
export async function claimAttempts(
  board: Board,
  decisions: DecisionLog,
  { runnerId, storageId, slots }: { runnerId: string; storageId: string; slots: number },
): Promise<void> {
  for (const job of waitingLine(board.openJobs())) {
    if (slotsTaken(board, runnerId) >= slots) return;
    if (!canRunHere(job, storageId)) continue;
    await decisions.append(job.job_id, { type: 'ClaimAttempt', attempt: job.attempt, runner_id: runnerId });
  }
}

/** How many attempts this runner holds. */
export const slotsTaken = (board: Board, runnerId: string): number =>
  board.openJobs().filter((job) => job.claimed_by === runnerId).length;

/** A resume or restart needs the storage where the work dir lies. */
const canRunHere = (job: PendingJob, storageId: string): boolean =>
  job.mode === 'fresh' || job.last_run === null || job.last_run.storage_id === storageId;
