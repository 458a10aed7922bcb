import type { EndedBatch } from '../events/ended-batch.ts';
import { groupBy } from '../group-by.ts';

interface BatchSummary {
  readonly title: string;
  readonly facts: { readonly name: string; readonly value: string }[];
}

/** Returns the counts of a batch: "Batch ended: 93 completed, 3 failed", and failures by cause. */
export function batchSummary({ jobs }: EndedBatch): BatchSummary {
  const failed = jobs.filter(({ status, cause }) => status === 'failed' && cause !== 'cancelled');
  const counts = {
    completed: jobs.filter(({ status }) => status === 'completed').length,
    failed: failed.length,
    cancelled: jobs.filter(({ cause }) => cause === 'cancelled').length,
  };
  const states = Object.entries(counts).filter(([, count]) => count > 0);
  const causes = groupBy(failed, ({ cause }) => cause ?? 'unknown');
  const qcFailed = jobs.filter(({ qc }) => qc === 'fail').length;
  const facts = {
    Pipeline: [...new Set(jobs.map(({ pipeline }) => pipeline))].toSorted().join(', '),
    Jobs: states.map(([state, count]) => `${String(count)} ${state}`).join(', '),
    'Failures by cause': [...causes]
      .toSorted(([, one], [, other]) => other.length - one.length)
      .map(([cause, of]) => `${cause.replaceAll('_', ' ')} ${String(of.length)}`)
      .join(', '),
    'Quality failed': qcFailed > 0 ? String(qcFailed) : '',
  };
  return {
    title: `Batch ended: ${facts.Jobs}`,
    facts: Object.entries(facts).flatMap(([name, value]) => (value ? [{ name, value }] : [])),
  };
}
