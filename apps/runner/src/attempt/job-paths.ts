import { join } from 'node:path';

/**
 * Where a job's files lie. One launch dir and one lock a job; files of the runner's own for each attempt; work and
 * output dirs for each session, numbered by the attempt that began it (a resume goes on in those of its session).
 */
export interface JobPaths {
  readonly root: string;
  readonly launchDir: string;
  readonly lockFile: string;
  readonly workRoot: string;
  readonly outputRoot: string;
  attemptDir(attempt: number): string;
  workDir(session: number): string;
  outputDir(session: number): string;
}

export function jobPaths(dataDir: string, jobId: string): JobPaths {
  const root = join(dataDir, 'jobs', jobId);
  return {
    root,
    launchDir: join(root, 'launch'),
    lockFile: join(root, 'lock'),
    workRoot: join(root, 'work'),
    outputRoot: join(root, 'output'),
    attemptDir: (attempt) => join(root, 'attempts', String(attempt)),
    workDir: (session) => join(root, 'work', String(session)),
    outputDir: (session) => join(root, 'output', String(session)),
  };
}

/** Letters, digits and dashes, begins with a letter, unique: what Nextflow accepts as the name of a run. */
export const runName = (jobId: string, attempt: number): string => `job-${jobId}-${attempt}`;
