import type { AttemptSpec, Listing } from '../executor.ts';
import { rememberAnswer, type AskAgain } from '../remember-answer.ts';
import type { EndingScheduler } from '../scheduler.ts';
import { awsCli } from './ask-aws.ts';
import { listBatchJobs } from './list-batch-jobs.ts';

const REASON = 'Ended by Reprise';
/** Maximum number of concurrent calls. Each ends one job, in a separate process. */
const AT_ONCE = 8;
/** Maximum number of attempts that are cached for viewers. */
const MOST_LOOKS = 100;

/** AWS Batch, queried with `aws`, which must be on the PATH of the runner, with Nextflow's account and region. */
export function awsBatch(env: NodeJS.ProcessEnv = process.env, withinMs?: number): EndingScheduler {
  const aws = awsCli(env, withinMs);
  /** Batched, because all calls of an account share a small quota that Nextflow also uses. */
  const looks = new Map<string, AskAgain<Listing>>();

  function look(attempt: AttemptSpec, oldMs: number): Promise<Listing> {
    const key = attempt.attemptDir;
    const ask = looks.get(key) ?? rememberAnswer(() => listBatchJobs(attempt, aws, true));
    looks.delete(key);
    looks.set(key, ask);
    if (looks.size > MOST_LOOKS) looks.delete(looks.keys().next().value!);
    return ask(oldMs);
  }

  /** Also ends jobs that have not started, and all jobs of an array. Source: TerminateJob */
  async function cancel(ids: readonly string[]): Promise<void> {
    let refused: unknown;
    for (let from = 0; from < ids.length; from += AT_ONCE) {
      const some = ids.slice(from, from + AT_ONCE);
      const calls = some.map((id) => aws('terminate-job', '--job-id', id, '--reason', REASON));
      for (const call of await Promise.allSettled(calls)) if (call.status === 'rejected') refused = call.reason;
    }
    if (refused !== undefined) throw refused as Error;
  }

  return {
    name: 'awsbatch',
    label: 'AWS Batch',
    isByLog: true,
    isEndedByNextflow: true,
    list: (attempt, oldMs = 0) => (oldMs > 0 ? look(attempt, oldMs) : listBatchJobs(attempt, aws, false)),
    cancel,
  };
}
