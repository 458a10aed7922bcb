import type { EndingScheduler } from '../scheduler.ts';
import { awsCli } from './ask-aws.ts';
import { listBatchJobs } from './list-batch-jobs.ts';

const REASON = 'Ended by Reprise';
/** One call ends one job: each is a process of its own. */
const AT_ONCE = 8;

/** AWS Batch, asked by `aws`, which has to be on the PATH of the runner, with the account and region of Nextflow. */
export function awsBatch(env: NodeJS.ProcessEnv = process.env, withinMs?: number): EndingScheduler {
  const aws = awsCli(env, withinMs);

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
    ...{ name: 'awsbatch', label: 'AWS Batch', isByLog: true, isEndedByNextflow: true },
    list: (attempt, oldMs = 0) => listBatchJobs(attempt, aws, oldMs > 0),
    cancel,
  };
}
