import type { RunnerView } from '@reprise/contracts';
import { bytes } from '../../format.ts';

/** Returns how far a runner has read the results of a job whose run has ended; null if no runner is reading them. */
export function checkText(jobId: string, runners: readonly Pick<RunnerView, 'checking_results'>[]): string | null {
  const checks = runners.flatMap(({ checking_results }) => checking_results);
  const check = checks.find(({ job_id }) => job_id === jobId);
  return check ? `Checking results: ${bytes(check.bytes_done)} of ${bytes(check.bytes_total)}` : null;
}
