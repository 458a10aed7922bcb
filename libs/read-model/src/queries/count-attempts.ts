import type { AttemptView, FailureView } from '@reprise/contracts';
import { sql } from 'kysely';
import { fork, type ReadModel } from '../read-model.ts';

export interface AttemptCount {
  readonly status: AttemptView['status'];
  readonly cause: FailureView['cause'] | null;
  readonly count: number;
  /** Those of them whose process was started. */
  readonly started: number;
}

/** How many attempts there have been, by how they stand and why they failed. */
export async function countAttempts(readModel: ReadModel): Promise<AttemptCount[]> {
  const { rows } = await sql<AttemptCount>`
    select status, failure->>'cause' as cause, count(*)::int as count, count(started_at)::int as started
    from attempt group by 1, 2`.execute(fork(readModel).getKysely());
  return rows;
}
