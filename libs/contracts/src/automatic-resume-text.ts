import type { ResumeCause } from './events/fields.ts';
import type { AutomaticResume, ResumeHold } from './views/job.ts';

/** Causes, as parts of a sentence for people. */
export const resumeCauses: Readonly<Record<ResumeCause, string>> = {
  killed: 'Nextflow was killed',
  runner_lost: 'the runner was lost',
  node_failed: 'a node failed',
  preempted: 'a task was preempted',
};

const holds: Readonly<Record<ResumeHold, string>> = {
  pausing: 'was being paused',
  paused: 'was paused',
  cancelling: 'was being cancelled',
};

/** Returns what a job's policy did in the current attempt: "Resumed by Reprise: the runner was lost (1 of 2)". */
export function automaticResumeText({ state, held, cause, number, times }: AutomaticResume): string {
  const why = resumeCauses[cause];
  const count = `${String(number)} of ${String(times)}`;
  switch (state) {
    case 'under_way':
      return `Resumed by Reprise: ${why} (${count})`;
    case 'due':
      return `Reprise resumes it by itself: ${why} (${count})`;
    case 'used_up':
      return `Not resumed again: ${why}, after ${count} ${times === 1 ? 'resume' : 'resumes'} by Reprise`;
    case 'held':
      return `Not resumed by Reprise: ${why} while the job ${holds[held ?? 'paused']}`;
    case 'to_approve':
      return `Not resumed by Reprise: ${why}, and a second person approves each resume here`;
  }
}
