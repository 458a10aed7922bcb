import type { JobsSummary, JobView, QcMetric } from '@reprise/contracts';
import { endingKey, hasEnded } from '@reprise/web/shared/status/status.ts';
import { exitOf, failureReason } from '@reprise/web/shared/status/failure-reason.ts';
import { capital, count, plural } from '@reprise/web/shared/format.ts';

/** Number of jobs that have ended: completed, failed or cancelled. */
export const endedOf = ({ completed, failed, cancelled }: JobsSummary): number => completed + failed + cancelled;

/** "37 of 96 ended: 2 failed, 1 cancelled". */
export function progressText(jobs: JobsSummary): string {
  const wrong = [
    ...(jobs.failed ? [`${count(jobs.failed)} failed`] : []),
    ...(jobs.cancelled ? [`${count(jobs.cancelled)} cancelled`] : []),
  ].join(', ');
  return `${count(endedOf(jobs))} of ${count(jobs.total)} ended${wrong ? `: ${wrong}` : ''}`;
}

/** "4 running, 52 pending"; empty if all have ended. */
export const openText = ({ running, pending, paused }: JobsSummary): string =>
  [
    ...(running ? [`${count(running)} running`] : []),
    ...(paused ? [`${count(paused)} paused`] : []),
    ...(pending ? [`${count(pending)} pending`] : []),
  ].join(', ');

/** Counts jobs by status, as `GET /api/jobs/summary` does. */
export function summaryOf(jobs: readonly JobView[]): JobsSummary {
  const summary: JobsSummary = { total: 0, running: 0, pending: 0, paused: 0, failed: 0, cancelled: 0, completed: 0 };
  for (const job of jobs) {
    summary.total++;
    summary[hasEnded(job) ? endingKey(job) : job.status]++;
  }
  return summary;
}

/** Failed jobs with the same cause. */
export interface FailureGroup {
  /** "Align reads, exit code 137". */
  readonly title: string;
  /** Unique in the list. Groups of different causes can have the same title. */
  readonly key: string;
  /** Reason of the first of them. */
  readonly reason: string;
  readonly jobs: readonly JobView[];
  readonly resumable: readonly JobView[];
}

/** Groups failed jobs by cause, failed step and exit code, largest group first. */
export function failureGroups(jobs: readonly JobView[]): FailureGroup[] {
  const groups = new Map<string, JobView[]>();
  for (const job of jobs) {
    const { failure } = job;
    if (!failure || failure.cause === 'cancelled' || job.status !== 'failed') continue;
    const key = JSON.stringify([failure.cause, failure.failing_step, exitOf(failure)]);
    groups.set(key, [...(groups.get(key) ?? []), job]);
  }
  return [...groups]
    .map(([key, same]) => {
      const failure = same[0]!.failure!;
      const exit = exitOf(failure);
      const place = [
        failure.step ?? failure.failing_step ?? 'Nextflow',
        ...(exit === null ? [] : [`exit code ${String(exit)}`]),
      ];
      return {
        key,
        title: `${plural(same.length, 'job')}: ${place.join(', ')}`,
        reason: capital(failureReason(failure)),
        jobs: same,
        resumable: same.filter((job) => job.allowed_actions.includes('resume')),
      };
    })
    .toSorted((a, b) => b.jobs.length - a.jobs.length);
}

/** Columns of the quality table: each metric of the jobs, in the order of the manifests. */
export function metricColumns(jobs: readonly JobView[]): Pick<QcMetric, 'name' | 'label'>[] {
  const columns = new Map<string, Pick<QcMetric, 'name' | 'label'>>();
  for (const { name, label } of jobs.flatMap(({ qc }) => qc?.metrics ?? []))
    if (!columns.has(name)) columns.set(name, { name, label });
  return [...columns.values()];
}
