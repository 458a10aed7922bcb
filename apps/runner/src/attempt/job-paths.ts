import { join } from 'node:path';

/**
 * Paths of a job's files: one launch dir and one lock per job; a dir of the runner's own files per attempt; work and
 * output dirs per session, numbered by the attempt that began it (a resume continues in those of its session). An attempt
 * that goes on with other parameters has an output dir of its own number.
 */
export interface JobPaths {
  readonly root: string;
  readonly launchDir: string;
  readonly lockFile: string;
  /** Journal of task dirs that are moved aside for an attempt which may not start. */
  readonly restartJournal: string;
  readonly workRoot: string;
  readonly outputRoot: string;
  /** Homes of its attempts. */
  readonly homes: string;
  attemptDir(attempt: number): string;
  workDir(session: number): string;
  outputDir(attempt: number): string;
}

/** @param workDir folder or URL for the work dirs of jobs, if they are not beside the others */
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

/** Unique, and as Nextflow accepts it: letters, digits and dashes, beginning with a letter. */
export const runName = (jobId: string, attempt: number): string => `job-${jobId}-${attempt}`;
