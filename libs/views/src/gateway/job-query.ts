import { FailureCause } from '@reprise/contracts/for-wings';
import type { ViewList } from '../contract/index.ts';

/** Returns the parameters of `GET /api/jobs` that list the jobs of a view. */
export function jobQuery({ status, q, pipeline, created_by, qc, label, sheet, sort, order }: ViewList) {
  const query = {
    ...statusQuery(status),
    q,
    pipeline,
    created_by,
    qc,
    label: label?.join(),
    correlation_id: sheet,
    sort,
    order,
  };
  return Object.fromEntries(Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1])));
}

/** A cancelled job is `failed` with the cause `cancelled`. */
function statusQuery(status: ViewList['status']): { status?: string; cause?: string } {
  if (status === 'cancelled') return { status: 'failed', cause: 'cancelled' };
  if (status === 'failed') return { status: 'failed', cause: FailureCause.options.join() };
  return status ? { status } : {};
}
