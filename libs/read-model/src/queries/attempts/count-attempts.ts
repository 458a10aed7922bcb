import type { AttemptView, FailureView } from '@reprise/contracts';
import { sql } from 'kysely';
import { databaseOf } from '../../database.ts';
import { fork, type ReadModel } from '../../read-model.ts';

export interface AttemptCount {
  readonly status: AttemptView['status'];
  readonly cause: FailureView['cause'] | null;
  readonly count: number;
  /** Number of attempts whose process was started. */
  readonly started: number;
}

/** Returns the number of attempts by status and cause of failure. */
export const countAttempts = (readModel: ReadModel): Promise<AttemptCount[]> =>
  databaseOf(fork(readModel))
    .selectFrom('attempt')
    .select([
      'status',
      sql<AttemptCount['cause']>`failure->>'cause'`.as('cause'),
      sql<number>`count(*)::int`.as('count'),
      sql<number>`count(started_at)::int`.as('started'),
    ])
    .groupBy(['status', 'cause'])
    .execute();
