import { sessionOf } from '@reprise/nextflow';
import { runName } from '../attempt/job-paths.ts';

/**
 * Finds the session of the latest attempt that had one; null if Nextflow never created one. Considers only attempts in
 * this work dir, because a resume ignores sessions from before the last rerun. The work dir is named after the first of
 * these attempts.
 */
export async function latestSession(
  launchDir: string,
  jobId: string,
  { from, before }: { from: number; before: number },
): Promise<string | null> {
  for (let attempt = before - 1; attempt >= from; attempt -= 1) {
    const session = await sessionOf(launchDir, runName(jobId, attempt));
    if (session) return session;
  }
  return null;
}
