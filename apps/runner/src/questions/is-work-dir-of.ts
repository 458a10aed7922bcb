import { basename, dirname } from 'node:path';
import { jobPaths } from '../attempt/job-paths.ts';

/**
 * Whether a folder is a job's work dir: it is in the job's own folder, or in a folder elsewhere that is named after the
 * job's id.
 */
export const isWorkDirOf = (jobId: string, dataDir: string, workDir: string): boolean =>
  dirname(workDir) === jobPaths(dataDir, jobId).workRoot || basename(dirname(workDir)) === jobId;
