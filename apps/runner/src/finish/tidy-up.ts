import { setTimeout as sleep } from 'node:timers/promises';
import { removeLeftContainers, sessionOf } from '@reprise/nextflow';
import type { StartedAttempt } from '../attempt/attempt.ts';
import { holdHome, homeVariables, removeHomes, withHome } from '../attempt/job-home.ts';
import { runName } from '../attempt/job-paths.ts';
import type { StartSettings } from '../base/start-settings.ts';

/** Interval of queries to an engine that does not answer. */
const RETRY_MS = 60_000;

/** Parameters for tidying up after an attempt. */
interface Tidying {
  readonly settings: StartSettings;
  /** Variables that the manifest passes to its runs. */
  readonly variables: Readonly<Record<string, string>>;
  /** Whether facts for a resume may be collected now. */
  readonly mayFindAhead: boolean;
  readonly hasFailed: boolean;
  /** Time at which nothing of the attempt was left and no other attempt had begun. */
  readonly endedAt: Date;
  readonly warn: (problem: string) => void;
  /** Aborted when the runner stops. */
  readonly stopping: AbortSignal;
  readonly retryMs?: number;
}

/**
 * Collects facts for a resume and removes what an ended attempt left behind. Never rejects: problems are logged as
 * warnings.
 */
export async function tidyUp(
  started: StartedAttempt,
  { settings, variables, mayFindAhead, hasFailed, endedAt, warn, stopping, retryMs = RETRY_MS }: Tidying,
): Promise<void> {
  const warnOf = (what: string) => (error: unknown) => warn(`${what}: ${String(error)}`);
  const release = holdHome(started);
  if (mayFindAhead)
    await findAhead(started, settings).catch(
      warnOf('The tasks that this attempt recorded could not be read ahead of a resume'),
    );
  if (hasFailed) {
    const warnOfLeft = warnOf('Containers of this attempt that have ended may be left');
    const remove = () => removeContainers(started, settings, variables, endedAt).then(() => true);
    let isDone = await remove().catch(warnOfLeft);
    // A daemon may be started again much later.
    while (!isDone && (await hasPassed(retryMs, stopping))) isDone = await remove().catch(() => undefined);
  }
  await removeHomes(started, true).catch(warnOf('The home of this attempt is left'));
  release();
}

/** Resolves to true after a time, and to false once the signal aborts. */
const hasPassed = (ms: number, signal: AbortSignal): Promise<boolean> =>
  sleep(ms, true, { signal, ref: false }).catch(() => false);

/** Removes containers. Queries the engines like a task would. */
async function removeContainers(
  started: StartedAttempt,
  { environment, isolation }: StartSettings,
  variables: Tidying['variables'],
  endedAt: Date,
): Promise<void> {
  await removeLeftContainers({
    workDir: started.run.work_dir,
    endedAt,
    env: { ...variables, ...environment, ...homeVariables(started) },
    prefix: () => withHome(isolation, started).prefix({ cwd: started.paths.launchDir }),
  });
}

async function findAhead(started: StartedAttempt, settings: StartSettings): Promise<void> {
  const { job, attempt, paths, attemptDir } = started;
  const { launchDir } = paths;
  const run = runName(job.job_id, attempt);
  const session = await sessionOf(launchDir, run);
  if (!session) return;
  const { nextflows, environment, isolation, sessions } = settings;
  const nextflow = nextflows.launcherOf(started.run.nextflow_version);
  await sessions.findAhead({
    nextflow,
    launchDir,
    session,
    env: { ...environment, ...homeVariables(started) },
    isolation: withHome(isolation, started),
    runName: run,
    attemptDir,
    earlierDir: paths.attemptDir(attempt - 1),
  });
}
