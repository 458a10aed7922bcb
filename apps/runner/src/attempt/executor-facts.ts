import type { ExecutorEnding, UnprovenExecutor } from '@reprise/contracts';
import type { EndReport, Unproven } from '@reprise/executors';

/** Events name so many tasks; a cluster can have thousands. */
const MOST_IDS = 200;

/** Facts for the ending event: what each executor ended, and when that was proven. Empty for an attempt of this machine. */
export function executorEndings({ executors }: EndReport): { readonly executors?: ExecutorEnding[] } {
  if (executors.length === 0) return {};
  return {
    executors: executors.map(({ name, ended, ended_count, asked_at, proven_at }) => ({
      ...{ name, ended: ended.slice(0, MOST_IDS), ended_count, asked_at, proven_at },
    })),
  };
}

/** Facts about executors that have not proven what they were asked for. */
export const unprovenFacts = (unproven: readonly Unproven[]): UnprovenExecutor[] =>
  unproven.map(({ name, message, left }) => ({
    ...{ name, message },
    left: (left ?? []).slice(0, MOST_IDS).map(({ native_id, state }) => ({ native_id, state })),
    left_count: left?.length ?? null,
  }));
