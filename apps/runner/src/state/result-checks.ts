import type { ResultCheck } from '@reprise/contracts';

/** Checksums of results that this runner is computing, by job. Heartbeats report the progress. */
export class ResultChecks {
  readonly #checks = new Map<string, ResultCheck>();

  report(job_id: string, bytes_done: number, bytes_total: number): void {
    this.#checks.set(job_id, { job_id, bytes_done, bytes_total });
  }

  end(jobId: string): void {
    this.#checks.delete(jobId);
  }

  all(): ResultCheck[] {
    return [...this.#checks.values()];
  }
}
