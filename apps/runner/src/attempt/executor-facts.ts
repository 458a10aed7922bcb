import type { ExecutorEnding, UnprovenExecutor } from '@reprise/contracts';
import { unprovenWords, type EndReport } from '@reprise/executors';

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

/** Facts about executors that can be asked and did not prove the end. */
export function unprovenExecutors(report: EndReport): UnprovenExecutor[] {
  return report.executors.flatMap((ending) => {
    const [message] = unprovenWords({ executors: [ending] });
    if (message === undefined) return [];
    const alive = 'alive' in ending.left ? ending.left.alive : null;
    const left = (alive ?? []).slice(0, MOST_IDS).map(({ native_id, state }) => ({ native_id, state }));
    return [{ name: ending.name, message, left, left_count: alive?.length ?? null }];
  });
}
