import { ATTEMPT_ENDINGS } from '@reprise/contracts';
import { AuditEntity } from '../../entities/index.ts';
import { rowsOf, UNMANAGED } from '../../entities/row.ts';
import { fork, type ReadModel } from '../../read-model.ts';
import { jsonObject } from '../../rows/audit-row.ts';

/** Inclusive span, in ISO 8601, in which no task of a job ran. */
export type FrozenSpan = readonly [from: string, to: string];

/**
 * Returns when a job's attempts were frozen, in ascending order. Drained jobs do not count, because their tasks
 * continue.
 */
export async function frozenSpans(readModel: ReadModel, jobId: string): Promise<FrozenSpan[]> {
  const where = {
    job_id: jobId,
    repeat_of: null,
    event_id: { $ne: null },
    type: { $in: ['paused', 'unpaused', ...ATTEMPT_ENDINGS] },
  };
  const rows = rowsOf(await fork(readModel).find(AuditEntity, where, { ...UNMANAGED, orderBy: { seq: 'asc' } }));
  const spans: FrozenSpan[] = [];
  let since: string | null = null;
  for (const { type, at, payload } of rows) {
    if (type === 'paused') {
      if (jsonObject(payload)['mode'] === 'freeze') since ??= at;
    } else if (since !== null) {
      spans.push([since, at]);
      since = null;
    }
  }
  return spans;
}
