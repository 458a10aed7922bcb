import type { HistoryEntry, Page } from '@reprise/contracts';
import { z } from 'zod';
import { AuditEntity, type AuditRow } from '../entities/index.ts';
import { rowsOf, UNMANAGED } from '../entities/row.ts';
import { jsonObject } from '../rows/audit-row.ts';
import { fork, type ReadModel } from '../read-model.ts';
import { decodeCursor, limitOf, pageOf, type PageOptions } from './cursor.ts';

/** Returns the history of a job, ascending by seq, without repeated events. @throws InvalidCursorError */
export async function listHistory(
  readModel: ReadModel,
  jobId: string,
  query: PageOptions = {},
): Promise<Page<HistoryEntry>> {
  const limit = limitOf(query);
  const [after] = query.cursor === undefined ? [0] : decodeCursor(query.cursor, z.tuple([z.int()]));
  const rows = await auditOf(readModel, jobId, after, limit + 1);
  return pageOf(rows, limit, historyEntry, (row) => [row.seq]);
}

/** History entries above `seq`, for SSE of one job. */
export async function historySince(
  readModel: ReadModel,
  jobId: string,
  seq: number,
  limit = 1000,
): Promise<HistoryEntry[]> {
  return (await auditOf(readModel, jobId, seq, limit)).map(historyEntry);
}

/** Returns the messages of refused commands by event id. Other events are omitted. */
export async function refusalDetails(
  readModel: ReadModel,
  eventIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const where = { event_id: { $in: [...eventIds] }, repeat_of: null, kind: 'refused' };
  const rows = eventIds.length > 0 ? rowsOf(await fork(readModel).find(AuditEntity, where, UNMANAGED)) : [];
  return new Map(rows.map(({ event_id, payload }) => [event_id!, String(jsonObject(payload)['detail'])]));
}

async function auditOf(readModel: ReadModel, jobId: string, after: number, limit: number): Promise<AuditRow[]> {
  const where = { job_id: jobId, repeat_of: null, seq: { $gt: after } };
  return rowsOf(await fork(readModel).find(AuditEntity, where, { ...UNMANAGED, orderBy: { seq: 'asc' }, limit }));
}

type EntryRow = Pick<
  AuditRow,
  'seq' | 'type' | 'at' | 'reason' | 'attempt' | 'actor' | 'correlation_id' | 'causation_id' | 'payload' | 'event_id'
>;

/** An audit row as in the API. A quarantined event has neither actor nor data, because its content is not trusted. */
export function historyEntry(row: EntryRow): HistoryEntry {
  const { seq, type, at, reason, attempt } = row;
  return {
    seq,
    type,
    at,
    reason,
    attempt,
    actor: row.actor ?? 'unknown',
    correlation_id: row.correlation_id ?? '',
    causation_id: row.causation_id ?? '',
    data: row.event_id === null ? {} : jsonObject(row.payload),
  };
}
