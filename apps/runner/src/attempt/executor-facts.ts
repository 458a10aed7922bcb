import type { ExecutorEnding, UnprovenExecutor } from '@reprise/contracts';
import type { EndReport, Unproven } from '@reprise/executors';
import { openSubmissions } from '@reprise/nextflow';
import type { LocalAttempt } from './attempt.ts';

/** Maximum number of tasks in events, because a cluster can have thousands. */
const MOST_IDS = 200;

/**
 * Returns fields of the ending event: the tasks that each executor ended, and when their end was proven. Empty for
 * local attempts.
 */
export function executorEndings({ executors }: Pick<EndReport, 'executors'>): {
  readonly executors?: ExecutorEnding[];
} {
  if (executors.length === 0) return {};
  return {
    executors: executors.map(({ name, ended, ended_count, asked_at, proven_at }) => ({
      name,
      ended: ended.slice(0, MOST_IDS),
      ended_count,
      asked_at,
      proven_at,
    })),
  };
}

/**
 * Returns facts about executors that have not proven the requested state. If an executor does not answer, they contain
 * the tasks that Nextflow submitted and has not seen end.
 */
export const unprovenFacts = (
  unproven: readonly Unproven[],
  { attemptDir }: Pick<LocalAttempt, 'attemptDir'>,
): Promise<UnprovenExecutor[]> =>
  Promise.all(
    unproven.map(async ({ name, message, left }) => {
      const known = left ?? (await submittedTo(attemptDir, name));
      const named = known.slice(0, MOST_IDS).map(({ native_id, state }) => ({ native_id, state }));
      return { name, message, left: named, left_count: left?.length ?? null };
    }),
  );

const submittedTo = async (attemptDir: string, name: string) =>
  (await openSubmissions(attemptDir, name)).map((native_id) => ({ native_id, state: 'submitted' }));
