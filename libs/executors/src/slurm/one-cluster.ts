import type { AttemptSpec, Ending, Executor } from '../executor.ts';
import { unasked } from '../unasked.ts';
import { knownOtherCluster, otherCluster } from './other-cluster.ts';

/**
 * Slurm with a single cluster, for attempts that may send tasks to another cluster. Tasks on its own cluster are ended;
 * the state of all others is unknown. If this was not known when the attempt started, the scripts of its tasks show it
 * at the end.
 */
export function oneCluster(executor: Executor, attemptDirs: readonly string[]): Executor {
  const known = knownOtherCluster(attemptDirs);
  if (known === null) return { ...executor, end: (attempt) => endWithin(executor, attempt) };
  return {
    ...unasked(executor.name, executor.label, known),
    end: async (attempt) => notProven(await executor.end(attempt), known),
  };
}

async function endWithin(executor: Executor, attempt: AttemptSpec): Promise<Ending> {
  const ending = await executor.end(attempt);
  const why = ending.proven_at === null ? null : await otherCluster(attempt.attemptDirs);
  return why === null ? ending : notProven(ending, why);
}

const notProven = (ending: Ending, why: string): Ending => ({
  ...ending,
  isAsked: false,
  left: { unknown: why },
  proven_at: null,
});
