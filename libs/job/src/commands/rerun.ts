import type { Params } from '@reprise/contracts';
import { refusalWhileOpen, refusalWhileUnproven } from '../attempt/unproven.ts';
import type { Decision } from '../decision.ts';
import { refuse } from '../refusal.ts';
import { filesBeforeRerun } from '../rerun/earlier-files.ts';
import { nextAttempt } from '../attempt/next-attempt.ts';
import { isOpen, type Job } from '../state.ts';
import type { CommandRules } from '../command-rules.ts';

interface Rerun {
  readonly name: 'rerun';
  readonly reason: string | null;
  /** Defaults to the job's. */
  readonly params?: Params | undefined;
  readonly keep_work_dir: boolean;
  readonly keep_results?: boolean;
  /** Different revision of the pipeline, with its commit. */
  readonly revision?: { readonly name: string; readonly commit: string } | undefined;
  /** Paths of its inputs that no longer exist. */
  readonly missing_inputs?: readonly string[] | undefined;
}

export const rerun = {
  decide: decideRerun,
  trials: () => [{ keep_work_dir: false }],
  effects: {
    rerun_requested: (job, event) => {
      const { revision, keep_work_dir, keep_results } = event.data;
      return nextAttempt(job, event, {
        ...(revision && { pipeline_revision: revision.commit, launch: { ...job.launch, revision: revision.name } }),
        mode: 'fresh',
        keep_work_dir,
        ...(keep_results && { keep_results }),
        last_run: null,
        cleaned: null,
        ...filesBeforeRerun(job, event.data),
      });
    },
  },
} satisfies CommandRules;

function decideRerun(
  job: Job,
  { reason, keep_work_dir, keep_results, revision, params = job.params, missing_inputs = [] }: Rerun,
): Decision {
  if (isOpen(job)) return refusalWhileOpen(job, 'rerun');
  // Its tasks cannot be distinguished from those of a rerun, because both are in the job's work dir.
  const unproven = refusalWhileUnproven(job, 'rerun');
  if (unproven) return unproven;
  if (job.cleaning && (keep_results || keep_work_dir))
    return refuse(
      'being_cleaned',
      'Cannot rerun and keep files: files of this job are being deleted. Wait until that is done, or rerun without keeping them.',
    );
  // Results of missing inputs cannot be reproduced.
  if (missing_inputs.length > 0 && !keep_results) return refuse('inputs_gone', inputsGone(missing_inputs));
  const kept = { keep_work_dir, ...(keep_results && { keep_results }), ...(revision && { revision }) };
  return [{ type: 'rerun_requested', data: { attempt: job.attempt + 1, reason, params, ...kept } }];
}

/** Maximum number of paths in a sentence. */
const MOST_NAMED = 3;

function inputsGone(paths: readonly string[]): string {
  const [are, them] = paths.length === 1 ? ['is', 'it'] : ['are', 'them'];
  const more = paths.length > MOST_NAMED ? ` and ${paths.length - MOST_NAMED} more` : '';
  return `Cannot rerun: ${paths.slice(0, MOST_NAMED).join(', ')}${more} ${are} not there any more. Put ${them} back, or change the parameters. Without ${them}, a rerun has to keep the results.`;
}
