import type { JobView, TaskView } from '@reprise/contracts';
import { automaticResumeText } from '@reprise/contracts/automatic-resume-text';
import { exitOf, failedOnFullDisk, isCrash, isKilled } from '../../../shared/status/failure-reason.ts';

/** The failure on one line: the step and the cause. */
export function failureTitle(job: JobView): string {
  const { failure } = job;
  const step = failure?.step ?? 'The pipeline';
  switch (failure?.cause) {
    case 'runner_lost':
      return job.started_at ? 'The runner was lost while this ran' : 'The runner was lost before this started';
    case 'abandoned':
      return job.abandoned ? 'Abandoned: not proven to have ended' : 'Abandoned; nothing of it is left';
    case 'start_failed':
      return 'The run could not start';
    case 'killed':
      return job.failure?.signal ? 'The run was killed from outside' : 'How the run ended is unknown';
    default: {
      if (!failure) return `${step} failed`;
      if (failedOnFullDisk(failure)) return `${step} found the disk full`;
      if (isKilled(failure)) return `${step} was killed`;
      if (isCrash(failure)) return `${step} crashed`;
      const exit = exitOf(failure);
      return exit === null ? `${step} failed` : `${step} failed with exit code ${exit}`;
    }
  }
}

/** The advice at the end of a message: a sentence such as "Start Docker, then resume.". */
const OWN_ADVICE = / ([A-Z](?:(?!\. ).)*), then (resume|rerun)\.$/s;

/** The end of a message about a setting in the job's extra config. */
const BY_CONFIG = / ([A-Z][^.]+, and a resume or rerun keeps it\. Submit another like it\.)$/;

/** The server's message without its advice, because `adviceOf` knows whether a resume is possible. */
export const messageWithoutAdvice = ({ failure }: JobView): string =>
  (failure?.message ?? '').replace(OWN_ADVICE, '').replace(BY_CONFIG, '');

/** Whether the message already contains the last lines, because they are Nextflow's own. */
export const hasLastLines = ({ failure }: JobView): boolean =>
  failure?.failing_step === null &&
  failure.stderr_tail.every((line) => failure.message.includes(line) || PLACE.test(line));

/** Place in a script, which the message contains in a shorter form. */
const PLACE = /^at line \d+ of /;

/** Whether the message advises a rerun, because a resume would fail in the same way. */
export const isToRerun = ({ failure }: JobView): boolean => OWN_ADVICE.exec(failure?.message ?? '')?.[2] === 'rerun';

/** Whether the run ended before its first task because it could not start or rejected its parameters. */
export const failedToStart = ({ failure }: JobView, tasks: readonly TaskView[]): boolean =>
  failure?.cause === 'start_failed' || (failure?.cause === 'error' && tasks.length === 0);

/** Nextflow's terms for a launch option that it could not use: profile, config, `-entry`. */
const LAUNCH_WORDS = /\bprofiles?\b|\bconfig\b|\bconfiguration\b|\bentry\b|\bworkflow\b.*\bname\b/i;

/**
 * Whether the job failed before its first task because of a launch option, or failed because of a setting in its extra
 * config. A rerun keeps the launch options and the config, so a new job is needed to change them.
 */
export const failedByLaunch = (job: JobView, tasks: readonly TaskView[]): boolean =>
  job.launch !== null &&
  (isSetByConfig(job) ||
    (failedToStart(job, tasks) &&
      LAUNCH_WORDS.test([job.failure?.message ?? '', ...(job.failure?.stderr_tail ?? [])].join('\n'))));

const isSetByConfig = ({ failure }: JobView): boolean => BY_CONFIG.test(failure?.message ?? '');

/** Advice for a job that neither a resume nor a rerun can help, because both keep its launch options. */
export const launchAdvice = ({ failure }: JobView): string =>
  BY_CONFIG.exec(failure?.message ?? '')?.[1] ??
  'A rerun keeps the launch options. To change them, submit another like this.';

/** Whether a task succeeded, so that a resume takes it from the cache. */
const hasFinishedTasks = ({ steps }: Pick<JobView, 'steps'>): boolean =>
  steps.some(({ tasks }) => tasks.completed + tasks.cached > 0);

/**
 * Terms in advice for things that may be part of the pipeline. If they are corrected there, other steps may also
 * change.
 */
const OF_PIPELINE = /\b(?:script|config|configuration|cause)\b/i;

/**
 * Returns `: finished steps stay cached` if there are finished steps and the cache has them. If the pipeline is
 * changed, only unchanged steps stay cached.
 */
function cachedClause(job: JobView, advice: string): string {
  if (isCacheLost(job)) return '';
  const words = OF_PIPELINE.test(advice) ? 'that are unchanged stay cached' : 'stay cached';
  if (cachedSteps(job) > 0) return `: finished steps ${words}`;
  return hasFinishedTasks(job) ? `: finished tasks ${words}` : '';
}

/** Whether finished tasks are known to be missing from Nextflow's cache. */
const isCacheLost = ({ warnings = [] }: JobView): boolean => warnings.some(({ about }) => about === 'cache');

/** Returns the number of steps that run no task again in a resume. (Tasks whose failure was ignored do run again.) */
export function cachedSteps(job: JobView): number {
  if (isCacheLost(job)) return 0;
  const partly = job.steps.filter(
    ({ state, tasks }) => state === 'done' && tasks.ignored > 0 && tasks.completed + tasks.cached > 0,
  );
  return job.progress.steps_done - partly.length;
}

const ABANDONED_ADVICE =
  'Its runner keeps asking. Until nothing of it is left, it cannot be resumed, rerun or cleaned: submit another like this.';

/** Sentence about the next automatic action for a failed job, with how to stop it; null if there is none. */
export function automaticText({ automatic_resume: resume }: JobView): string | null {
  if (!resume) return null;
  const words = `${automaticResumeText(resume)}.`;
  return resume.state === 'due' ? `${words} To stop it, cancel the new attempt.` : words;
}

/** Advice for the user, in one sentence. `findsCache`: whether the next attempt finds the cache of the last one. */
export function adviceOf(job: JobView, findsCache = true): string {
  const { failure } = job;
  const resume = job.resumable.possible;
  const retryAfter = (advice: string) =>
    `${advice}, ${resume ? `then resume${findsCache ? cachedClause(job, advice) : ''}.` : 'then rerun.'}`;
  if (job.abandoned) return ABANDONED_ADVICE;
  if (job.failure?.cause === 'abandoned') return `Its tasks have ended: ${resume ? 'resume or ' : ''}rerun it.`;
  if (job.failure?.cause === 'runner_lost') return retryAfter("Check the runner's machine");
  if (job.failure?.cause === 'killed' && job.failure.signal === null)
    return resume ? `Resume it${findsCache ? cachedClause(job, '') : ''}.` : 'Rerun it.';
  if (job.failure?.cause === 'killed')
    return resume ? 'Nothing is wrong with the data. Resume to continue where it stopped.' : 'Rerun it.';
  if (job.failure?.cause === 'start_failed') return retryAfter('Remove the cause named above');
  if (failure && failedOnFullDisk(failure)) return retryAfter('Free some space on the disk of the work dir');
  const [, own, retry] = OWN_ADVICE.exec(job.failure?.message ?? '') ?? [];
  if (own) return retry === 'rerun' ? `${own}, then rerun.` : retryAfter(own);
  if (failure && isKilled(failure))
    return retryAfter("If memory ran out, give the step more memory in the pipeline's configuration");
  if (hasLastLines(job) || !failure?.stderr_tail.length) return retryAfter('Remove the cause named above');
  return retryAfter('Read its lines below, remove the cause');
}
