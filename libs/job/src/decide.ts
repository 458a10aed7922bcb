import type { Decided, JobCommand, RunnerCommand } from './commands.ts';
import { refuse, wrongStatus, type Refusal } from './refusal.ts';
import { isOpen, type Job, type JobState, type OpenJob } from './state.ts';

/** Events to append, in order and as one batch; an empty list means that what was asked is already so. */
export type Decision = readonly Decided[] | Refusal;

/** Decides one command. Pure: time, ids and lookups are data of the command or added to the events by the caller. */
export function decide(state: JobState, command: JobCommand): Decision {
  if (command.type === 'SubmitJob') {
    const { type: _, ...data } = command;
    return state.status === 'unknown' ? [{ type: 'submitted', data }] : refuse(409, 'This job was submitted before.');
  }
  if (state.status === 'unknown') return refuse(404, 'There is no such job.');
  switch (command.type) {
    case 'CancelJob':
      return cancel(state, command.reason);
    case 'RerunJob': {
      if (isOpen(state)) return wrongStatus('rerun', state.status);
      const { reason, keep_work_dir, params = state.params } = command;
      return [{ type: 'rerun_requested', data: { attempt: state.attempt + 1, reason, params, keep_work_dir } }];
    }
    case 'ResumeJob':
      return resume(state, command);
    default:
      return decideForRunner(state, command);
  }
}

function cancel(state: Job, reason: string | null): Decision {
  if (!isOpen(state)) return wrongStatus('cancel', state.status);
  if (state.pending_action?.kind === 'cancelling') return [];
  const { attempt } = state;
  const requested: Decided = { type: 'cancel_requested', data: { attempt, reason } };
  if (state.status !== 'pending' || state.claimed_by) return [requested];
  const nothingRan = { attempt, signals: [], processes_ended: 0, survivors: 0, duration_ms: null } as const;
  return [requested, { type: 'attempt_cancelled', data: { ...nothingRan, signals: [] } }];
}

function resume(state: Job, { reason, work_dir }: Extract<JobCommand, { type: 'ResumeJob' }>): Decision {
  if (state.status !== 'failed') return wrongStatus('resume', state.status);
  const why = whyNotResumable(state, work_dir);
  if (why) return refuse(409, why);
  return [{ type: 'resume_requested', data: { attempt: state.attempt + 1, reason } }];
}

/** The sentence that says why a failed job has nothing to resume from, or null where it has. */
export function whyNotResumable(state: Job, workDir: 'present' | 'absent' | 'unknown'): string | null {
  const never = state.attempt === 1 ? 'this job' : 'this rerun';
  if (!state.last_run) return `Cannot resume: ${never} never started, so no work is kept. Rerun it instead.`;
  if (state.cleaned)
    return `Cannot resume: its work dir was removed on ${state.cleaned.at} by ${state.cleaned.by}. Rerun it instead.`;
  if (workDir === 'absent')
    return `Cannot resume: its work dir is gone. Rerun it instead. (${state.last_run.work_dir})`;
  return null;
}

const unclaimed = refuse(409, 'No runner has claimed this attempt.');
/** Also where the start failed: nothing ran, so what a person asked for is what came of it. */
const cancelledBefore = refuse(409, 'This attempt was cancelled before it started.');

function decideForRunner(state: Job, command: RunnerCommand): Decision {
  const { type: _, ...data } = command;
  if (!isOpen(state) || command.attempt !== state.attempt)
    return refuse(409, `Attempt ${command.attempt} has already ended.`);
  switch (command.type) {
    case 'ClaimAttempt':
      if (state.status !== 'pending' || state.claimed_by)
        return refuse(409, 'Another runner has claimed this attempt.');
      if (state.pending_action) return refuse(409, 'This attempt is being cancelled.');
      return [{ type: 'attempt_claimed', data } as Decided];
    case 'StartAttempt':
      if (state.status !== 'pending') return refuse(409, 'This attempt has started already.');
      if (!state.claimed_by) return unclaimed;
      if (state.pending_action) return cancelledBefore;
      if (state.claimed_by !== command.runner_id) return refuse(409, 'Another runner has claimed this attempt.');
      return [{ type: 'attempt_started', data: { ...data, ...resultsLeft(state, command.storage_id) } } as Decided];
    case 'SucceedAttempt':
      if (state.status === 'pending') return refuse(409, 'This attempt has not started.');
      return [{ type: 'attempt_succeeded', data: { ...data, ...tooLate(state) } } as Decided];
    case 'FailAttempt':
      if (!state.claimed_by) return unclaimed;
      if (command.cause === 'start_failed' && state.status === 'pending' && state.pending_action)
        return cancelledBefore;
      return [{ type: 'attempt_failed', data: { ...data, ...(endedByItself(command) && tooLate(state)) } } as Decided];
    case 'ConfirmCancel':
      return state.pending_action?.kind === 'cancelling'
        ? [{ type: 'attempt_cancelled', data } as Decided]
        : refuse(409, 'Nobody asked to cancel this attempt.');
    case 'ReportSurvivors':
      return state.pending_action?.kind === 'cancelling'
        ? [{ type: 'cancel_unconfirmed', data } as Decided]
        : refuse(409, 'Nobody asked to cancel this attempt.');
  }
}

/** A rerun deletes what lies on its runner's storage; results on another one stay there. */
const resultsLeft = ({ mode, results_on }: OpenJob, storageId: string) =>
  mode === 'fresh' && results_on && results_on !== storageId ? { results_left_on: results_on } : {};

/** Said here, not by the runner: a cancel may come between what the runner saw and what it appends. */
const tooLate = ({ pending_action }: OpenJob) =>
  pending_action?.kind === 'cancelling' ? ({ cancel: 'too_late' } as const) : {};

/** No process ended where none started, or where it is not known. */
const endedByItself = ({ cause }: Extract<RunnerCommand, { type: 'FailAttempt' }>) =>
  cause === 'error' || cause === 'killed';
