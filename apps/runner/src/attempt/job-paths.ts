import { join } from 'node:path';

/**
 * Paths of a job's files. Each job has one launch dir and one lock, each attempt has a dir that is private to the
 * runner, and each session has a work dir and an output dir. These have the number of the attempt that began the
 * session, because a resume continues in them. An attempt that continues with different parameters has its own output
 * dir.
 */
export interface JobPaths {
  readonly root: string;
  readonly launchDir: string;
  readonly lockFile: string;
  /** Journal of task dirs that were moved aside for an attempt that may not start. */
  readonly restartJournal: string;
  readonly workRoot: string;
  readonly outputRoot: string;
  /** Homes of its attempts. */
  readonly homes: string;
  attemptDir(attempt: number): string;
  workDir(session: number): string;
  outputDir(attempt: number): string;
}

/** @param workDir folder or URL for the work dirs of jobs, if it is not the default */
export function jobPaths(dataDir: string, jobId: string, workDir?: string): JobPaths {
  const root = join(dataDir, 'jobs', jobId);
  const workRoot = workDir === undefined ? join(root, 'work') : `${workDir.replace(/\/+$/, '')}/${jobId}`;
  return {
    root,
    launchDir: join(root, 'launch'),
    lockFile: join(root, 'lock'),
    restartJournal: join(root, 'restart.json'),
    workRoot,
    outputRoot: join(root, 'output'),
    homes: join(root, 'home'),
    attemptDir: (attempt) => join(root, 'attempts', String(attempt)),
    workDir: (session) => `${workRoot}/${String(session)}`,
    outputDir: (attempt) => join(root, 'output', String(attempt)),
  };
}

/** Returns a unique name that Nextflow accepts: letters, digits and dashes, beginning with a letter. */
export const runName = (jobId: string, attempt: number): string => `job-${jobId}-${attempt}`;
