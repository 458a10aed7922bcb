import type { JobView, QcVerdict } from '@reprise/contracts';
import { limitText, metricText } from '../../../shared/qc/qc-text.ts';
import type { JobColumn } from '../columns.ts';

/** Cell with plain text. A metric that passed has no verdict, so that the others stand out. */
export interface JobCell {
  readonly text: string;
  readonly title: string;
  readonly verdict: QcVerdict | null;
}

/** Returns a column's cell for a job, if the column shows text or a metric. */
export function cellOf(job: JobView, { metric, text }: JobColumn): JobCell | null {
  if (text) return { text: text(job) ?? '–', title: text(job) ?? '', verdict: null };
  if (metric === undefined) return null;
  const found = job.qc?.metrics.find(({ name }) => name === metric);
  if (!found) return { text: '–', title: '', verdict: null };
  return {
    text: found.value === null && !found.verdict ? '–' : metricText(found),
    title: limitText(found),
    verdict: found.verdict === 'pass' ? null : found.verdict,
  };
}
