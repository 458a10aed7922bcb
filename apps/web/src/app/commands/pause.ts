import type { ExecutorListing, ExecutorListings, JobView, PreviewOf } from '@reprise/contracts';
import { executorNames, isEngine, isPausable, stopsRunning, totalOf } from '@reprise/contracts/executor-text';
import { readExecutors } from '../shared/attempt/executors/executor-listings.ts';
import { dateTime, duration, plural } from '../shared/format.ts';
import { hasEnded } from '../shared/status/status.ts';
import { heldElsewhere } from './base/elsewhere-of-many.ts';
import type { DialogText, JobPageCommand } from './base/page-command.ts';

const FINISH = 'Let running tasks finish first';

export const pause = {
  isDestructive: false,
  reasons: ['Node is needed', 'Maintenance'],
  dialog: (job, { now, chosen, preview, readAt = now }) => ({
    title: `Pause ${job.sample_name}?`,
    lead: chosen.has('drain')
      ? 'It continues when you unpause it.'
      : `It stops${job.current_step ? ` at ${job.current_step}` : ''}, and continues from there when you unpause it.`,
    points: [
      chosen.has('drain') ? drained : frozen,
      timeLimits(preview, now - readAt),
      ...elsewhereOf(job, chosen.has('drain'), preview?.executors),
    ],
    confirm: 'Pause job',
    dismiss: 'Keep running',
  }),
  many: ({ chosen, jobs = null, listed = null }) => ({
    lead: 'They continue from where they are when you unpause them.',
    points: [
      chosen.has('drain') ? drained : frozen,
      timeLimits(null, 0),
      ...(jobs === null ? [others] : heldElsewhere({ jobs, listed }, chosen.has('drain'))),
    ],
  }),
  actsElsewhere: true,
  options: [{ flag: 'drain', label: () => FINISH, labelOfMany: FINISH, body: { mode: 'drain' } }],
  preview: {
    rereadMs: 10_000,
    read: async (api, job) => {
      const [limits, listed] = await Promise.all([
        api.commandPreview(job.job_id, 'pause'),
        readExecutors(api, job).catch(() => ({})),
      ]);
      return { ...limits, ...listed };
    },
  },
  outcome: (job) => {
    if (job.status === 'paused') return `${job.sample_name} is paused`;
    if (hasEnded(job)) return `${job.sample_name} ended before it could be paused: ${job.status}`;
    return `${job.sample_name} is not paused: ${job.pending_action === 'cancelling' ? 'it is being cancelled' : 'it was taken back'}`;
  },
} satisfies JobPageCommand<PausePreview>;

/** Time limits and live remote tasks. */
type PausePreview = PreviewOf<'pause'> & Partial<ExecutorListings>;

type Point = DialogText['points'][number];

const frozen: Point = {
  icon: 'circle-pause',
  strong: 'Every process of it is frozen',
  text: 'and uses no processor. Its memory and its slot stay taken.',
};

const drained: Point = {
  icon: 'circle-pause',
  strong: 'No new task starts;',
  text: 'running ones continue to the end. Its slot stays taken.',
};

/** Text while Nextflow is stopped, because it then does not notice ends of tasks. */
const whileDrained = {
  strong: drained.strong,
  text: 'running ones continue to the end, which Nextflow reports once you unpause. Its slot stays taken.',
};

const WHICHEVER = 'whichever kind of pause it is.';
const others: Point = {
  icon: 'hard-drive',
  strong: 'Tasks on Kubernetes, on clouds and on clusters that Reprise cannot query keep running,',
  text: WHICHEVER,
};

/** Remote tasks, as far as their executors are known. Nextflow logs all of them before its first task. */
function elsewhereOf(job: JobView, isDrained: boolean, listed: readonly ExecutorListing[] = []): Point[] {
  if (!job.elsewhere) return job.current_step === null ? [others] : [];
  const { held, goOn } = pausedElsewhere(job);
  const known = listed.filter(({ name, unknown }) => unknown === null && held.includes(name));
  const silent = listed.filter(({ name, unknown }) => unknown !== null && held.includes(name));
  const points: Point[] = known.map((listing) => heldJobs(listing, isDrained));
  const names = executorNames(held);
  if (names && known.length === 0)
    points.push({
      icon: 'circle-pause',
      ...(held.every(isEngine)
        ? { strong: `Containers on ${names}`, text: isDrained ? 'continue to the end.' : 'are paused too.' }
        : {
            strong: `Pending jobs on ${names} are held,`,
            text: `and running ones ${runningOnes(held, isDrained, 'are stopped')}.`,
          }),
    });
  for (const { label, unknown } of silent)
    points.push({
      icon: 'triangle-alert',
      strong: `${label} does not answer now: ${unknown ?? ''}.`,
      text: `The job stays pausing until ${label} says that they are.`,
    });
  if (goOn) points.push({ icon: 'hard-drive', strong: `Tasks on ${goOn} continue,`, text: WHICHEVER });
  return points;
}

/** Remote executors whose tasks a pause reaches, and names of executors whose tasks continue. */
function pausedElsewhere({ elsewhere = [], asked = [] }: Pick<JobView, 'elsewhere' | 'asked'>) {
  const held = asked.filter(isPausable);
  return { held, goOn: executorNames(elsewhere.filter((name) => !held.includes(name))) };
}

/** "3 pending jobs on Slurm will be held, and 8 running ones stopped." */
function heldJobs({ name, label, counts }: ExecutorListing, isDrained: boolean): Point {
  const pending = totalOf(counts, 'waiting', 'held');
  const running = totalOf(counts, 'running', 'ending');
  if (isEngine(name))
    return {
      icon: 'circle-pause',
      strong: plural(running, `container on ${label}`, `containers on ${label}`),
      text: isDrained ? 'continue to the end.' : 'will be paused.',
    };
  return {
    icon: 'circle-pause',
    strong: `${plural(pending, `pending job on ${label}`, `pending jobs on ${label}`)} will be held,`,
    text: `and ${plural(running, 'running one', 'running ones')} ${runningOnes([name], isDrained, 'will be stopped')}.`,
  };
}

function runningOnes(executors: readonly string[], isDrained: boolean, stopped: string): string {
  if (isDrained) return 'continue to the end';
  const lasting = executors.filter((name) => !stopsRunning(name));
  if (lasting.length === 0) return stopped;
  return `continue to the end: ${executorNames(lasting)} cannot stop them, so the job is paused once they have ended`;
}

type Pausable = Pick<JobView, 'paused' | 'pending_action' | 'elsewhere' | 'asked'>;

/**
 * Explains a current pause: what is stopped, which resources are still used, and what continues remotely. Null for a
 * job that is not paused, or is being cancelled.
 */
export function pausedText({ paused, pending_action, ...where }: Pausable, now: number): string | null {
  if (!paused || pending_action === 'cancelling') return null;
  const { mode, since } = paused;
  const { strong, text } = mode === 'freeze' ? frozen : whileDrained;
  const { goOn } = pausedElsewhere(where);
  const goesOn = goOn && ` Tasks on ${goOn} continue.`;
  return `Paused since ${dateTime(since, now)}. ${strong} ${text}${goesOn}`;
}

/**
 * Explains time limits. When Nextflow continues, it compares the time since each task started with the task's limit,
 * even if the task has already ended.
 * @param preview null while it is being read, or if it cannot be read
 * @param ageMs time since the preview was requested
 */
function timeLimits(preview: PreviewOf<'pause'> | null, ageMs: number): Point {
  const icon = 'triangle-alert';
  const limited = preview?.steps.filter(({ limit_ms }) => limit_ms !== null) ?? [];
  const [first] = limited;
  if (!preview)
    return { icon, strong: 'Time limits keep counting:', text: 'a step that has one can fail after a long pause.' };
  // Nextflow reports a computed limit only after a task of the step has ended.
  const unknown = preview.steps.filter(({ known }) => !known).map(({ step }) => step);
  const mayHave = `${namesOf(unknown)} may have a time limit that is not known yet`;
  if (!first && unknown.length > 0)
    return { icon, strong: `${mayHave}:`, text: 'it keeps counting, and a task fails when it reaches its limit.' };
  const others = unknown.length > 0 ? ` ${mayHave}.` : '';
  if (!first)
    return preview.steps.length === 0
      ? { icon: 'shield-check', strong: 'No task runs now,', text: 'so no time limit of a step is counting.' }
      : { icon: 'shield-check', strong: 'No running step has a time limit', text: 'that would keep counting.' };
  const left_ms = (first.left_ms ?? 0) - ageMs;
  const unless = left_ms > 0 ? ` unless you unpause within ${duration(left_ms)}` : ', paused or not';
  const isEarlier = limited.some(({ of_earlier_job }) => of_earlier_job);
  if (limited.length === 1 && isEarlier)
    return {
      icon,
      strong: `${first.step} had a time limit of ${duration(first.limit_ms ?? 0)} in an earlier job.`,
      text: `If it has the same in this one, it fails${unless}.${others}`,
    };
  if (limited.length === 1)
    return {
      icon,
      strong: `${first.step} has a time limit of ${duration(first.limit_ms ?? 0)}, which keeps counting:`,
      text: `it fails${unless}.${others}`,
    };
  const have = isEarlier ? 'have or had in an earlier job' : 'have';
  return {
    icon,
    strong: `${limited.map(({ step }) => step).join(', ')} ${have} time limits, which keep counting:`,
    text: `${isEarlier ? 'If they are the same in this one, ' : ''}${first.step} is the first to fail${left_ms > 0 ? ',' : ''}${unless}.${others}`,
  };
}

const MOST_NAMES = 3;

/** "ALIGN, CALL and 4 others". */
function namesOf(steps: readonly string[]): string {
  const more = steps.length - MOST_NAMES;
  const named = steps.slice(0, MOST_NAMES).join(', ');
  return more > 0 ? `${named} and ${String(more)} ${more === 1 ? 'other' : 'others'}` : named;
}
