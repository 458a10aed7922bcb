import type { AttemptView, ExecutorListings, FileView, JobView } from '@reprise/contracts';
import { automaticResumeText } from '@reprise/contracts/automatic-resume-text';
import { ignoredText } from '@reprise/contracts/ignored-failures';
import { warningText } from '@reprise/contracts/warning-text';
import { labelTexts } from '@reprise/contracts/label-text';
import { elapsedText, pausedText } from '@reprise/contracts/durations';
import { endedText, executorNames, listingText, provenText } from '@reprise/contracts/executor-text';
import type { ActorNames } from '../connection/people.ts';
import { oneLine } from '../terminal/table.ts';
import type { Paint } from '../terminal/terminal.ts';
import { localTime, paintStatus, statusWord } from '../terminal/words.ts';

type Job = JobView;
type Lineage = NonNullable<NonNullable<AttemptView['described']>['lineage']>;

/** Pauses of the current attempt, which do not count toward its duration. */
const allPausedMs = ({ paused_ms, paused }: Job, now: number): number =>
  paused_ms + (paused ? now - Date.parse(paused.since) : 0);

/** The step, and the hash of its task: `Call variants, task d2/84ffb0`. */
function failedIn({ failure }: Job): string | null {
  if (!failure || failure.cause === 'cancelled') return null;
  const step = failure.step ?? 'the pipeline';
  return failure.failing_task === null ? step : `${step}, task ${failure.failing_task}`;
}

function elsewhereOf({ elsewhere = [], asked = [] }: Job): string | null {
  const unasked = elsewhere.filter((name) => !asked.includes(name));
  const words = [
    ...(asked.length > 0 ? [`${asked.join(', ')}: asked before the job counts as ended or paused`] : []),
    ...(unasked.length > 0 ? [`${unasked.join(', ')}: Reprise does not look whether tasks are left there`] : []),
  ];
  return words.join('. ') || null;
}

/** The job's tasks on clusters, live or ended. */
function onClusters({ ended_elsewhere = [] }: Job, live: ExecutorListings['executors']): string | null {
  const now = live.map((listing) => listingText(listing, localTime));
  const ended = ended_elsewhere.map(
    (each) => (endedText(each) ?? `${executorNames([each.name])}: cannot be asked`) + provenText(each, localTime),
  );
  return [...now, ...ended].join('. ') || null;
}

const unprovenIn = ({ unproven }: Job): string | null =>
  unproven
    ? `since ${localTime(unproven.since)}: ${unproven.executors.map(({ message }) => message).join('. ')}`
    : null;

const abandonedIn = ({ abandoned }: Job, nameOf: ActorNames['nameOf']): string | null =>
  abandoned
    ? `${localTime(abandoned.at)} by ${nameOf(abandoned.by)}. Not proven to have ended: ${abandoned.executors
        .flatMap(({ message, left }) => [message, ...left.map(({ native_id, state }) => `${native_id} ${state}`)])
        .join(', ')}`
    : null;

const stalledIn = ({ stalled }: Job): string | null =>
  stalled
    ? `since ${localTime(stalled.since)}: no task runs, ${String(stalled.tasks_waiting)} wait. If it does not continue, cancel and resume.`
    : null;

function hangingIn({ hanging }: Job): string | null {
  if (!hanging) return null;
  const cause = hanging.cause === null ? '' : ` (${hanging.cause})`;
  const before = hanging.after === 'abort' ? `it has aborted the run${cause}` : 'all its tasks have ended';
  return `Nextflow, as was seen at ${localTime(hanging.since)}: ${before}. If it does not end, cancel and resume.`;
}

const resultsNote = ({ cleaned }: Job, hasNoFiles = false): string => {
  if (cleaned.results) return ' (deleted)';
  return hasNoFiles ? ' (no files)' : '';
};

/** `FastQC: qc/S1_1_fastqc.html, qc/S1_2_fastqc.html. MultiQC: multiqc_report.html`; null if there are none. */
function reportsIn(files: readonly FileView[] = []): string | null {
  const titles = new Set(files.map(({ report = '' }) => report));
  const pathsOf = (title: string) => files.flatMap(({ report, path }) => (report === title ? [path] : []));
  return [...titles].map((title) => `${title}: ${pathsOf(title).join(', ')}`).join('. ') || null;
}

/**
 * Returns the lines of a job's description.
 * @param live remote tasks
 * @param lineage record of the job's current attempt in Nextflow's lineage store
 * @param around the job's queue while it waits, its runner if offline, its reports, and whether its output dir is empty
 */
export function jobFacts(
  job: Job,
  { nameOf }: ActorNames,
  paint: Paint,
  now: number,
  live: ExecutorListings['executors'] = [],
  lineage?: Lineage,
  around: {
    readonly queue?: string | null;
    readonly runner?: string | null;
    readonly hasNoFiles?: boolean;
    readonly reports?: readonly FileView[];
  } = {},
): string[] {
  const took = elapsedText(job, now);
  const facts: (readonly [name: string, value: string | null])[] = [
    ['Job', job.job_id],
    ['Sample', job.sample_name],
    ['Status', paintStatus(paint, statusWord(job))],
    ['Pipeline', `${job.pipeline} (${job.pipeline_revision.slice(0, 8)})`],
    ['Labels', labelTexts(job.labels).join(', ') || null],
    ['Batch', job.batch?.name ?? null],
    ['Attempt', `${String(job.attempt)}${job.attempt_mode === 'resume' ? ', resumed' : ''}`],
    ['Submitted', `${localTime(job.created_at)} by ${nameOf(job.created_by)}`],
    ['Queue', around.queue ?? null],
    ['Started', job.started_at && localTime(job.started_at)],
    ['Ended', job.completed_at && localTime(job.completed_at)],
    ['Took', took ? `${took}${pausedText(allPausedMs(job, now))}` : null],
    ['Runner', around.runner ?? null],
    ['Executor', elsewhereOf(job)],
    ['Tasks', onClusters(job, live)],
    ['Unproven', unprovenIn(job)],
    ['Abandoned', abandonedIn(job, nameOf)],
    ['Stalled', stalledIn(job)],
    ['Hangs', hangingIn(job)],
    ['Resumes', job.automatic_resume ? automaticResumeText(job.automatic_resume) : null],
    ['Reason', job.reason],
    ['Warning', warningText(job)],
    ['Ignored', ignoredText(job) || null],
    ['Error', job.error_message],
    ['Failed in', failedIn(job)],
    ['Results', job.output_dir && `${job.output_dir}${resultsNote(job, around.hasNoFiles)}`],
    ['Reports', reportsIn(around.reports)],
    ['Lineage', lineage ? `${lineage.id} in ${lineage.store}` : null],
    ['Possible', job.allowed_actions.join(', ') || null],
  ];
  return facts
    .filter((fact): fact is [string, string] => fact[1] !== null)
    .map(([name, value]) => `${paint('bold', name.padEnd(9))}  ${name === 'Status' ? value : oneLine(value)}`);
}

/** Returns a job with the commands that the user may send. @param denied reasons why not, by command */
export const permitted = <T extends { readonly allowed_actions: readonly string[] }>(
  job: T,
  denied: Readonly<Record<string, string>>,
): T => ({ ...job, allowed_actions: job.allowed_actions.filter((name) => !Object.hasOwn(denied, name)) });
