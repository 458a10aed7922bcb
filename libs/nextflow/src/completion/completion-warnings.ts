import { sessionOf } from '../command/session-history.ts';
import { loggedError } from './logged-error.ts';
import { loggedTasks } from './logged-tasks.ts';
import { cacheDatabase, isEmptyCache, uncachedReason } from './uncached-reason.ts';
import { unpublishedReason } from './unpublished-reason.ts';
import { untracedReason } from './untraced-reason.ts';

/** Something that a run left undone, though Nextflow reported no error of it. */
export interface RunWarning {
  /** Part of the run that is incomplete. */
  about: 'results' | 'cache' | 'trace';
  /** Sentence for people. */
  message: string;
}

/** Folders and name of a run that has ended. */
export interface EndedRun {
  attemptDir: string;
  launchDir: string;
  runName: string;
}

/** Returns what a run left undone although it ended with exit code 0, what weighs most first; empty where it did all. */
export async function completionWarnings(run: EndedRun): Promise<RunWarning[]> {
  const { attemptDir } = run;
  const [unpublished, tasks, database] = [
    await unpublishedReason(attemptDir),
    await loggedTasks(attemptDir),
    await databaseOf(run),
  ];
  const uncached = database === null ? null : await uncachedReason(database, tasks);
  const untraced = await untracedReason(attemptDir, tasks);
  const logged = await loggedError(attemptDir);
  return [
    ...warning('results', unpublished && `Nextflow did not publish all results: ${unpublished}`),
    ...warning('results', logged && `The pipeline logged an error: ${logged}`),
    ...warning('cache', uncached && `${uncached}: a resume or restart runs them again`),
    ...warning('trace', untraced && `${untraced}: their times, memory and exit codes may be missing`),
  ];
}

/** Returns what a run that failed left undone besides: a cache without any of its tasks, so that a resume begins anew. */
export async function failureWarnings(run: EndedRun): Promise<RunWarning[]> {
  const [tasks, database] = [await loggedTasks(run.attemptDir), await databaseOf(run)];
  const isLost = tasks.succeeded.size > 0 && database !== null && (await isEmptyCache(database));
  return warning('cache', isLost ? "Nextflow's cache has none of its finished tasks: a resume runs them again" : null);
}

/** Returns the cache of the run's session; null where that is not known, which its watch has reported. */
async function databaseOf({ launchDir, runName }: EndedRun): Promise<string | null> {
  const session = await sessionOf(launchDir, runName).catch(() => null);
  return session === null ? null : cacheDatabase(launchDir, session);
}

const warning = (about: RunWarning['about'], sentence: string | null): RunWarning[] =>
  sentence === null ? [] : [{ about, message: sentence.endsWith('.') ? sentence : `${sentence}.` }];
