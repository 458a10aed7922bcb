import { isUrl, type Params } from '@reprise/contracts';
import { refusalWhileOpen } from '../attempt/unproven.ts';
import type { Decision } from '../decision.ts';
import { refuse } from '../refusal.ts';
import { refusalToUseWork } from './resume.ts';
import { goesOn, nextAttempt } from '../attempt/next-attempt.ts';
import { isOpen, type Job } from '../state.ts';
import type { WorkDirPresence } from '../work-dir-presence.ts';
import type { CommandRules } from '../command-rules.ts';

export interface Restart {
  readonly name: 'restart';
  readonly reason: string | null;
  /** Full process name. */
  readonly step: string;
  /** Defaults to the job's. */
  readonly params?: Params | undefined;
  readonly work_dir: WorkDirPresence;
  /**
   * Full names of processes with tasks in the work dir; null if no runner answers, in which case the check is repeated
   * when the attempt starts.
   */
  readonly steps: readonly string[] | null;
}

export const restart = {
  decide: decideRestart,
  trials: (work_dir) => [{ work_dir, step: '', steps: null }],
  effects: {
    restart_requested: (job, event) =>
      nextAttempt(job, event, { mode: 'from_step', from_step: event.data.step, ...goesOn(job) }),
  },
} satisfies CommandRules;

function decideRestart(job: Job, { reason, step, params, work_dir, steps }: Restart): Decision {
  if (isOpen(job)) return refusalWhileOpen(job, 'restart');
  const refusal = refusalToRestart(job, work_dir);
  if (refusal) return refusal;
  if (steps && !steps.includes(step)) return refuse('unknown_step', noTasksOf(step, steps));
  return [{ type: 'restart_requested', data: { attempt: job.attempt + 1, reason, ...(params && { params }), step } }];
}

/** Why an ended job cannot be restarted from any step; null if it can. */
function refusalToRestart(job: Job, workDir: WorkDirPresence) {
  const refusal = refusalToUseWork(job, workDir, 'restart');
  if (refusal) return refusal;
  const dir = job.last_run?.work_dir ?? '';
  return isUrl(dir)
    ? refuse(
        'work_dir_remote',
        `Cannot restart from a step: its work dir is in an object store (${dir}). Rerun it instead.`,
      )
    : null;
}

/** Maximum number of steps in a sentence; long pipelines have hundreds. */
const MOST_NAMED = 20;

/** Message that refuses a restart from a step without tasks. @param steps the steps with tasks */
export function noTasksOf(step: string, steps: readonly string[]): string {
  const others = steps.length > MOST_NAMED ? [...steps.slice(0, MOST_NAMED), '…'] : steps;
  const known = steps.length === 0 ? 'It has none of any step.' : `Steps with tasks: ${others.join(', ')}.`;
  return `Cannot restart from ${step}: no task of it is in the work dir. ${known}`;
}
