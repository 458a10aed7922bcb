import { sessionOf } from '@reprise/nextflow';
import { runName } from '../attempt/job-paths.ts';

/**
 * Finds the session of the latest attempt that got as far as having one; null where Nextflow never came so far. Only of attempts
 * in this work dir, which is named after the first of them: what came before a rerun is none of a resume's business.
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
