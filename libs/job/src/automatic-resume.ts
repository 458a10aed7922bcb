import { resumeCauses, type AutomaticResume } from '@reprise/contracts';
import { refusalToResume } from './commands/resume.ts';
import { isOpen, type Job } from './state.ts';
import type { WorkDirPresence } from './work-dir-presence.ts';

/** Returns how a job's policy applies to its current attempt; null if it does not. Pure. */
export function automaticResume(job: Job, workDir: WorkDirPresence): AutomaticResume | null {
  const { resume_after, automatic_resume: last } = job;
  if (!resume_after) return null;
  const { times } = resume_after;
  if (isOpen(job)) return last ? { state: 'under_way', ...last, times } : null;
  if (job.status !== 'failed' || !job.interruption) return null;
  const { cause, is_due, held } = job.interruption;
  const number = last?.number ?? 0;
  if (held) return { state: 'held', held, cause, number, times };
  if (!is_due) return { state: 'used_up', cause, number, times };
  return refusalToResume(job, workDir) ? null : { state: 'due', cause, number: number + 1, times };
}

/** Reason for the resume, as its event states it: "The runner was lost (1 of 2 resumes by resume_after)". */
export function reasonToResume({ cause, number, times }: AutomaticResume): string {
  const why = resumeCauses[cause];
  const count = `${String(number)} of ${String(times)} ${times === 1 ? 'resume' : 'resumes'}`;
  return `${why.charAt(0).toUpperCase()}${why.slice(1)} (${count} by resume_after)`;
}
