import type { DataOf } from '@reprise/contracts';
import { unprovenNow, withUnproven } from '../attempt/unproven.ts';
import type { Decision } from '../decision.ts';
import { isOfHolder } from '../holder.ts';
import { refuse, wrongStatus } from '../refusal.ts';
import { isOpen, type Job, type OpenJob } from '../state.ts';
import type { CommandRules } from '../command-rules.ts';

interface Abandon {
  readonly name: 'abandon';
  readonly reason: string | null;
}
/** Report of the attempt's runner that something could not be proven. */
type ReportUnproven = { readonly name: 'report_unproven' } & DataOf<'attempt_unproven'>;
/** Report of an abandoned attempt's runner that nothing is left. */
type ProveEnd = { readonly name: 'prove_end' } & DataOf<'end_proven'>;

export const abandon = {
  decide: decideAbandon,
  reports: { report_unproven: decideReportUnproven },
  storageReports: { prove_end: decideProveEnd },
  effects: {
    end_proven: (job, event) => {
      if (isOpen(job) || !isAbandoned(job, event.data.attempt) || !isOfHolder(event, job.last_run?.runner_id ?? null))
        return job;
      const { abandoned: _, ...rest } = job;
      return rest;
    },
  },
  attemptEffects: {
    attempt_unproven: (job, { time, data }) => withUnproven(job, { since: time, ...data }),
  },
} satisfies CommandRules;

/**
 * The attempt ends at once, as unproven: its files are neither used nor deleted until its runner proves that its tasks
 * have ended.
 */
function decideAbandon(job: Job, { reason }: Abandon): Decision {
  if (!isOpen(job)) return wrongStatus('abandon', job.status);
  const unproven = unprovenNow(job);
  if (unproven === null)
    return refuse(
      'nothing_unproven',
      'Cannot abandon: no executor has failed to prove something about this job. Cancel it: it ends once nothing of it is left.',
    );
  const { attempt } = job;
  const executors = [...unproven.executors];
  const said = executors.map(({ message }) => message).join('. ');
  const why = reason === null ? '' : ` (${reason})`;
  const nothingKnown = { exit_code: null, signal: null, failing_step: null, failing_task: null, stderr_tail: [] };
  return [
    { type: 'abandon_requested', data: { attempt, reason } },
    {
      type: 'attempt_failed',
      data: {
        attempt,
        cause: 'abandoned',
        ...nothingKnown,
        duration_ms: null,
        processes_ended: 0,
        message: `Given up by an administrator${why}; that its tasks have ended is not proven. ${said}.`,
        summary: 'Given up, not proven to have ended',
        unproven: executors,
      },
    },
  ];
}

/** Refused if the pause or unpause was reverted in the meantime. */
function decideReportUnproven(job: OpenJob, { name: _, ...data }: ReportUnproven): Decision {
  if (job.status === 'pending') return refuse('not_started', 'This attempt has not started.');
  const { kind } = job.pending_action ?? {};
  if (data.during === 'pause' && kind !== 'pausing')
    return refuse('no_pause_requested', 'There is no longer a request to pause this attempt.');
  if (data.during === 'unpause' && kind !== 'unpausing')
    return refuse('no_unpause_requested', 'There is no longer a request to unpause this attempt.');
  return [{ type: 'attempt_unproven', data }];
}

function decideProveEnd(job: Job, { name: _, ...data }: ProveEnd): Decision {
  if (!isAbandoned(job, data.attempt)) return refuse('not_abandoned', 'This attempt was not abandoned.');
  return [{ type: 'end_proven', data }];
}

const isAbandoned = (job: Job, attempt: number): boolean =>
  !isOpen(job) && job.attempt === attempt && job.abandoned !== undefined;
