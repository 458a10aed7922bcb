import type { ExecutorListing, JobView, RunnerView } from '@reprise/contracts';
import { elapsedMs } from '@reprise/contracts/durations';
import { countText, endedOrUnknownText, isEngine, taskText, totalOf } from '@reprise/contracts/executor-text';
import { personOf } from '../core/session/current-user.ts';
import { readExecutors } from '../shared/attempt/executors/executor-listings.ts';
import { awayText } from '../shared/attempt/problems/away-text.ts';
import { executorsElsewhere } from '../shared/attempt/executors/elsewhere-text.ts';
import { dateTime, duration, plural } from '../shared/format.ts';
import { hasEnded } from '../shared/status/status.ts';
import { cancelledElsewhere } from './base/elsewhere-of-many.ts';
import type { DialogText, JobPageCommand } from './base/page-command.ts';

export const cancel = {
  isDestructive: true,
  reasons: ['Wrong sample', 'Wrong parameters', 'Node is needed'],
  dialog(job, { now, preview }) {
    const isUnclaimed = job.status === 'pending' && !job.runner_id;
    return {
      title: `Cancel ${job.sample_name}?`,
      confirm: 'Cancel job',
      ...(isUnclaimed ? unclaimedText(job) : claimedText(job, now, preview)),
    };
  },
  many: ({ jobs = null, listed = null }) => ({
    lead: 'Those that wait will not start. Those that run end, and can be resumed later.',
    points: [
      { icon: 'octagon-x', strong: 'Nextflow is asked to stop', text: 'in each; then its processes are ended.' },
      ...cancelledElsewhere({ jobs, listed }),
      {
        icon: 'hard-drive',
        strong: 'Finished steps are kept',
        text: 'for a resume. Partial results are deleted where the pipeline declares it.',
      },
    ],
  }),
  actsElsewhere: true,
  approval: {
    isNeeded: ({ created_by }, { actor }) => personOf(actor) !== personOf(created_by),
    text: "of another person's job",
  },
  preview: {
    async read(api, job) {
      const [{ executors }, { items: runners }] = await Promise.all([
        readExecutors(api, job).catch(() => ({ executors: [] })),
        api.runners().catch(() => ({ items: [] })),
      ]);
      return { executors, runners };
    },
  },
  outcome,
} satisfies JobPageCommand<CancelFacts>;

interface CancelFacts {
  readonly executors: readonly ExecutorListing[];
  readonly runners?: readonly RunnerView[];
}

const unclaimedText = (job: JobView): Pick<DialogText, 'lead' | 'points' | 'dismiss'> => ({
  lead: 'It has not started, and it will not.',
  points: [
    {
      icon: 'shield-check',
      strong: job.attempt > 1 ? `Nothing of attempt ${job.attempt} was run,` : 'Nothing was run,',
      text: 'so nothing has to be stopped or cleaned.',
    },
  ],
  dismiss: 'Keep waiting',
});

type Point = DialogText['points'][number];

/** Text about remote tasks, as listed when the dialog opened. */
function elsewhereText(job: JobView, now: number, listed: CancelFacts | null): Point[] {
  const { asked, unasked } = executorsElsewhere(job);
  const known = (listed?.executors ?? []).filter(({ name }) => job.asked?.includes(name));
  const points: Point[] = known.map((listing) => cancelledJobs(listing, now));
  const are = (job.asked ?? []).every(isEngine) ? ['Containers', 'ended'] : ['Jobs', 'cancelled'];
  if (asked !== null && known.length === 0)
    points.push({ icon: 'shield-check', strong: `${are[0]} on ${asked} are ${are[1]} too.`, text: onlyOnce(asked) });
  if (unasked !== null)
    points.push({
      icon: 'triangle-alert',
      strong: `Tasks on ${unasked} are ended by Nextflow.`,
      text: 'Reprise does not look whether any is left there.',
    });
  return points;
}

const onlyOnce = (executor: string) => `It counts as cancelled only once ${executor} says that none is left.`;

/** "12 jobs on Slurm will be cancelled: 8 running, 4 pending (Resources)." */
function cancelledJobs({ name, label, counts, as_of, unknown }: ExecutorListing, now: number): Point {
  const total = totalOf(counts);
  const [noun, ended] = taskText(name);
  if (unknown !== null)
    return {
      icon: 'triangle-alert',
      strong: `${label} does not answer now: ${unknown}.`,
      text: `${as_of === null ? '' : `At ${dateTime(as_of, now)} it had ${countText(counts) || `no ${noun}`}. `}The job stays cancelling until ${label} says that none is left.`,
    };
  if (total === 0) return { icon: 'shield-check', strong: `No ${noun} on ${label} now.`, text: onlyOnce(label) };
  return {
    icon: 'shield-check',
    strong: `${plural(total, `${noun} on ${label}`, `${noun}s on ${label}`)} will be ${ended}:`,
    text: `${countText(counts)}. ${onlyOnce(label)}`,
  };
}

function claimedText(
  job: JobView,
  now: number,
  listed: CancelFacts | null,
): Pick<DialogText, 'lead' | 'points' | 'dismiss'> {
  const ms = elapsedMs(job, now);
  const isPaused = job.status === 'paused';
  const away = awayText({ ...job, pending_action: 'cancelling' }, listed?.runners ?? [], now);
  const since =
    ms === null
      ? ''
      : `${isPaused ? 'Ran' : 'Running'} for ${duration(ms)}${job.current_step ? `, now at ${job.current_step}` : ''}. `;
  return {
    lead: `${away === null ? since : `${away} `}The job ends; it can be resumed later.`,
    points: [
      { icon: 'octagon-x', strong: 'Nextflow is asked to stop.', text: 'Its tasks get time to end by themselves.' },
      {
        icon: 'shield-check',
        strong: 'Then they are ended.',
        text: 'It counts as cancelled only once no process is left on the runner’s machine.',
      },
      ...elsewhereText(job, now, listed),
      ...filesText(job),
    ],
    dismiss: isPaused ? 'Keep paused' : away === null ? 'Keep running' : 'Not now',
  };
}

const kept = {
  icon: 'hard-drive',
  strong: 'Existing files are kept',
  text: 'for a resume: finished steps need not run again.',
} as const;

const deleted = {
  delete_partial_outputs: {
    icon: 'trash',
    strong: 'Partial results are deleted,',
    text: 'with the files of tasks that did not finish. Finished steps are kept for a resume.',
  },
  delete_all_but_resume: {
    icon: 'trash',
    strong: 'All files that a resume does not need are deleted:',
    text: 'partial results, tasks that did not finish, and work dirs of earlier runs. Finished steps are kept.',
  },
} as const;

const keptResults = {
  icon: 'shield-check',
  strong: 'Results of a completed attempt are kept',
  text: 'if this attempt continues from one.',
} as const;

/**
 * Text about the files after the cancel, according to the policy that the pipeline declared when the job was submitted.
 */
function filesText({ on_cancel, attempt_mode, pinned, status }: JobView): DialogText['points'] {
  // A pinned job, or an attempt that has not started, is not cleaned.
  if (!on_cancel || pinned || status === 'pending') return [kept];
  if (attempt_mode === 'fresh') return [deleted[on_cancel]];
  return [deleted[on_cancel], keptResults];
}

function outcome(job: JobView): string {
  const name = job.sample_name;
  if (!hasEnded(job)) return `${name} was started again meanwhile, attempt ${job.attempt}`;
  if (job.cancel === 'too_late') return `${name} had already ended: the cancel came too late`;
  if (job.failure?.cause !== 'cancelled') return `${name} ended before it could be cancelled: ${job.status}`;
  const elsewhere = (job.ended_elsewhere ?? []).map((executor) => endedOrUnknownText({ ...executor, ended: [] }));
  // The job counts as cancelled only once no process is left.
  return [`${name} cancelled`, '0 processes left', ...elsewhere].join(', ');
}
