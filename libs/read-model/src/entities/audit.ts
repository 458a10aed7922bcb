import { defineEntity, p, type InferEntity } from '@mikro-orm/postgresql';
import type { Header } from '@reprise/event-log';
import { time } from './iso-time.ts';
import type { Row } from './row.ts';

/** Complete copy of the log. `stream_subject`, `headers` and `payload` are sufficient to restore it. */
export const AuditEntity = defineEntity({
  name: 'Audit',
  tableName: 'audit',
  properties: {
    seq: p.bigint('number').primary(),
    stream_subject: p.text(),
    stored_at: time(),
    job_id: p.uuid().nullable(),
    queue: p.text().nullable(),
    /** `life`, `task`, `refused`, `queue`, `runner`, `input` or `access`, derived from the subject. */
    kind: p.text().nullable(),
    event_id: p.uuid().nullable(),
    type: p.text(),
    version: p.bigint('number').nullable(),
    at: time(),
    actor: p.text().nullable(),
    source: p.text().nullable(),
    reason: p.text().nullable(),
    attempt: p.bigint('number').nullable(),
    correlation_id: p.text().nullable(),
    causation_id: p.text().nullable(),
    /** Sequence of an earlier event with the same id. This event then has no effect. */
    repeat_of: p.bigint('number').nullable(),
    headers: p.json<readonly Header[]>(),
    payload: p.blob(),
    /** Chained to the previous entry; see `chain/chain.ts`. */
    hash: p.blob(),
  },
});
export type AuditRow = Row<InferEntity<typeof AuditEntity>>;
