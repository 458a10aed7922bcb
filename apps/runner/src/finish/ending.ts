import type { AttemptCommand } from '@reprise/job';
import { executorNames } from '@reprise/contracts/executor-text';
import type { EndReport } from '@reprise/executors';
import {
  failureWarnings,
  type Ended,
  type FailureDigest,
  type FinishedTasks,
  type RunWarning,
  type SentSignal,
} from '@reprise/nextflow';
import { executorEndings } from '../attempt/executor-facts.ts';
import { failAttempt } from '../attempt/fail-attempt.ts';
import type { FoundOutputs } from './outputs.ts';

export interface EndingFacts {
  readonly attempt: number;
  readonly ended: Ended;
  readonly report: EndReport;
  /** Whether a cancel was requested. */
  readonly cancelling: boolean;
  /** When a cancel's first signal was sent, or null. */
  readonly signalled_at: string | null;
  readonly duration_ms: number | null;
}

/**
 * Returns how the end of an attempt is recorded. If the process ended before the first signal, its natural ending is
 * recorded, and the decider marks the cancel as too late. Exit code 0 is a success even after a signal. In all other
 * cases, the attempt was cancelled. Source: the design, "The state machine".
 */
export function endingKind({ ended, cancelling, signalled_at }: EndingFacts): 'succeeded' | 'cancelled' | 'failed' {
  if (ended.status === 'exited' && ended.exit_code === 0) return 'succeeded';
  return cancelling && signalled_at !== null ? 'cancelled' : 'failed';
}

export function succeeded(
  { attempt, report, duration_ms }: EndingFacts,
  found: FoundOutputs,
  warnings: RunWarning[],
): AttemptCommand {
  return {
    name: 'succeed',
    attempt,
    exit_code: 0,
    duration_ms: duration_ms ?? 0,
    ...executorEndings(report),
    ...found,
    ...(warnings.length > 0 && { warnings }),
  };
}

export function cancelled({ attempt, report, signalled_at, duration_ms }: EndingFacts): AttemptCommand {
  const first: SentSignal = { signal: 'SIGTERM', target: 'nextflow', at: signalled_at ?? '' };
  const signals = report.signals.length > 0 ? report.signals : [first];
  const { processes_ended } = report;
  const proven = { processes_ended, survivors: 0, ...executorEndings(report) } as const;
  return { name: 'confirm_cancel', attempt, signals, ...proven, duration_ms };
}

/** How a failed attempt is explained. */
export interface FailedRun {
  readonly digest: FailureDigest;
  /** Finished tasks of the run. The cache may lack some of them. */
  readonly tasks: FinishedTasks;
}

export function failed(facts: EndingFacts, { digest, tasks }: FailedRun): AttemptCommand {
  const { attempt, ended, report, duration_ms } = facts;
  const more = { duration_ms, processes_ended: report.processes_ended, ...executorEndings(report) };
  const left = leftBehind(report);
  const next =
    tasks.finished > tasks.lost
      ? 'Finished tasks are kept: resume to continue from there.'
      : 'Resume or rerun the job.';
  // Does not advise a resume, because the work dir may also be gone.
  if (ended.status === 'none')
    return failAttempt(
      attempt,
      'killed',
      `The folder of this attempt is gone, including Nextflow's output. ${left}`,
      more,
    );
  if (ended.status === 'aborted')
    return failAttempt(attempt, 'start_failed', 'Nextflow ended before it began to run. Rerun the job.', more);
  if (ended.status === 'vanished')
    return failAttempt(
      attempt,
      'killed',
      `The supervisor of Nextflow is gone: killed, or the machine was restarted. It is unknown how Nextflow ended. ${left} ${next}`,
      more,
    );
  const { exit_code } = ended;
  const signal = ended.signal ?? digest.aborted_by ?? null;
  if (signal !== null && KILLERS.includes(signal)) {
    const verb = digest.aborted_by ? 'ended' : 'killed';
    return failAttempt(attempt, 'killed', `Nextflow was ${verb} from outside Reprise (${signal}). ${left} ${next}`, {
      ...more,
      exit_code,
      signal,
    });
  }
  const warnings = failureWarnings(tasks);
  const { failing_step, failing_task, stderr_tail, excerpt, message, summary, disruption } = digest;
  return failAttempt(attempt, 'error', message, {
    ...more,
    // A task that never ran has no exit code, and Nextflow's own would be mistaken for it.
    exit_code: digest.failing_step ? digest.exit_code : exit_code,
    signal,
    failing_step,
    failing_task,
    stderr_tail,
    ...(excerpt && { excerpt }),
    ...(disruption && { disruption }),
    summary,
    ...(warnings.length > 0 && { warnings }),
  });
}

const KILLERS = ['SIGKILL', 'SIGTERM', 'SIGHUP', 'SIGINT'];

/** Sentences about the remaining processes and cluster jobs, and about unknown states. */
function leftBehind({ processes_ended, executors }: EndReport): string {
  const jobs = executors.flatMap(({ label, noun, isAsked, ended_count }) =>
    isAsked ? [ended_count === 1 ? `one ${noun} on ${label}` : `${String(ended_count)} ${noun}s on ${label}`] : [],
  );
  const processes = processes_ended === 1 ? 'One process' : `${String(processes_ended)} processes`;
  const left = [processes, ...jobs].join(' and ');
  const were = processes_ended === 1 && jobs.length === 0 ? 'was' : 'were';
  const unasked = executorNames(executors.filter(({ isAsked }) => !isAsked).map(({ name }) => name));
  const unknown = unasked && ` Whether tasks are left on ${unasked} is not known: see that there is none.`;
  const ended =
    processes_ended === 0 && jobs.length === 0
      ? 'No process of it was found.'
      : // Includes processes that started while the attempt was being ended.
        `${left} of this attempt ${were} ended.`;
  return `${ended}${unknown}`;
}
