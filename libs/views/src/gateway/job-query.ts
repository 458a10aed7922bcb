import { FailureCause } from '@reprise/contracts/for-wings';
import type { ViewList } from '../contract/index.ts';

const HOUR_MS = 3_600_000;
const TIMES_MS: Record<NonNullable<ViewList['time']>, number> = {
  '1h': HOUR_MS,
  '24h': 24 * HOUR_MS,
  '7d': 7 * 24 * HOUR_MS,
  '30d': 30 * 24 * HOUR_MS,
};

/** Returns the parameters of `GET /api/jobs` that list the jobs of a view now. */
export function jobQuery(list: ViewList, now = Date.now()): Record<string, string> {
  const { status, cause, label, sheet, time, columns: _, ...same } = list;
  const query = {
    ...statusQuery(status),
    ...(cause && { cause }),
    ...same,
    label: label?.join(),
    correlation_id: sheet,
    ...(time && { from: new Date(now - TIMES_MS[time]).toISOString() }),
  };
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(given.map(([name, value]) => [name, String(value)]));
}

/** A cancelled job is `failed` with the cause `cancelled`. */
function statusQuery(status: ViewList['status']): { status?: string; cause?: string } {
  if (status === 'cancelled') return { status: 'failed', cause: 'cancelled' };
  if (status === 'failed') return { status: 'failed', cause: FailureCause.options.join() };
  return status ? { status } : {};
}
