import { errorSentences } from './error-sentences.ts';
import type { FinishedTasks } from './finished-tasks.ts';
import { loggedErrors } from './logged-errors.ts';
import { loggedTasks } from './logged-tasks.ts';
import { hashesInCache, type EndedRun } from './session-cache.ts';
import { uncachedReason } from './uncached-reason.ts';
import { untracedReason } from './untraced-reason.ts';

/** Part of a run that is incomplete although Nextflow reported no error. */
export interface RunWarning {
  /** Part of the run that is incomplete. */
  about: 'results' | 'cache' | 'trace';
  /** Message for people. */
  message: string;
}

/** Returns which parts of a run that ended with exit code 0 are incomplete, the most important first. */
export async function completionWarnings(run: EndedRun): Promise<RunWarning[]> {
  const { attemptDir } = run;
  const [errors, tasks] = [await loggedErrors(attemptDir), await loggedTasks(attemptDir)];
  const inCache = await hashesInCache(run, tasks);
  const uncached = inCache && uncachedReason(inCache, tasks);
  const untraced = await untracedReason(attemptDir, tasks);
  return [
    ...errorSentences(errors).flatMap((sentence) => warning('results', sentence)),
    ...warning('results', tasks.hadNone ? 'No task ran. Check the inputs' : null),
    ...warning('cache', uncached && `${uncached}: a resume or restart runs them again`),
    ...warning('trace', untraced && `${untraced}: their times, memory and exit codes may be missing`),
  ];
}

/**
 * Returns which other parts of a failed run are incomplete: finished tasks that are missing from Nextflow's cache,
 * which a resume runs again.
 */
export function failureWarnings({ finished, lost }: FinishedTasks): RunWarning[] {
  if (lost === 0) return [];
  const lacks = lost === finished ? 'has none of its' : `lacks ${String(lost)} of its ${String(finished)}`;
  return warning(
    'cache',
    `Nextflow's cache ${lacks} finished tasks: a resume runs ${lost === 1 && finished > 1 ? 'it' : 'them'} again`,
  );
}

const warning = (about: RunWarning['about'], sentence: string | null): RunWarning[] =>
  sentence === null ? [] : [{ about, message: sentence.endsWith('.') ? sentence : `${sentence}.` }];
