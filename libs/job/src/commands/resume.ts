import { countedResume } from '../attempt/interruption.ts';
import { refusalWhileOpen, refusalWhileUnproven } from '../attempt/unproven.ts';
import { removedText } from '../clean/removed-text.ts';
import type { Decision } from '../decision.ts';
import { refuse, wrongStatus, type Refusal } from '../refusal.ts';
import { goesOn, nextAttempt } from '../attempt/next-attempt.ts';
import { isOpen, type Job } from '../state.ts';
import type { WorkDirPresence } from '../work-dir-presence.ts';
import type { CommandRules } from '../command-rules.ts';

interface Resume {
  readonly name: 'resume';
  readonly reason: string | null;
  readonly work_dir: WorkDirPresence;
}

export const resume = {
  decide: decideResume,
  trials: (work_dir) => [{ work_dir }],
  effects: {
    resume_requested: (job, event) =>
      nextAttempt(job, event, { mode: 'resume', ...goesOn(job), ...countedResume(job, event) }),
  },
} satisfies CommandRules;

function decideResume(job: Job, { reason, work_dir }: Resume): Decision {
  if (isOpen(job)) return refusalWhileOpen(job, 'resume');
  if (job.status !== 'failed') return wrongStatus('resume', job.status);
  const refusal = refusalToResume(job, work_dir);
  return refusal ?? [{ type: 'resume_requested', data: { attempt: job.attempt + 1, reason } }];
}

/** Why a failed job cannot be resumed; null if it can. */
export const refusalToResume = (job: Job, workDir: WorkDirPresence): Refusal | null =>
  refusalToUseWork(job, workDir, 'resume');

/** Why a job has no work dir to continue in; null if it has one. */
export function refusalToUseWork(job: Job, workDir: WorkDirPresence, verb: 'resume' | 'restart'): Refusal | null {
  const unproven = refusalWhileUnproven(job, verb);
  if (unproven) return unproven;
  // A rerun that never started has deleted nothing, so work of earlier attempts may be kept.
  const never =
    job.attempt === 1
      ? 'this job never started, so no work is kept'
      : 'this rerun never started, so there is no run to continue';
  if (!job.last_run) return refuse('never_started', `Cannot ${verb}: ${never}. Rerun it instead.`);
  if (!isOpen(job) && job.cleaning && job.cleaning.storage_id === undefined) {
    const { what } = job.cleaning;
    const endsWork = what === 'work_dir' || what === 'all' || job.cleaned !== null;
    const reason = endsWork
      ? 'its files are being deleted. Rerun it instead.'
      : 'files beside its work are being deleted. Wait until that is done.';
    return refuse('being_cleaned', `Cannot ${verb}: ${reason}`);
  }
  if (job.cleaned)
    return refuse('work_dir_gone', `Cannot ${verb}: its work dir was ${removedText(job.cleaned)}. Rerun it instead.`);
  if (workDir === 'absent')
    return refuse(
      'work_dir_gone',
      `Cannot ${verb}: its work dir is gone. Rerun it instead. (${job.last_run.work_dir})`,
    );
  return null;
}
