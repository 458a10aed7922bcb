import type { Header } from '@reprise/event-log';
import { anyOf, databaseOf, fork, type Database, type ReadModel } from '@reprise/read-model';
import type { Kysely, NotNull } from 'kysely';

/** An event from the audit table, with its job. */
export interface EventRow {
  readonly seq: number;
  /** Subject of the event, and the time at which it was stored. */
  readonly stream_subject: string;
  readonly stored_at: string;
  readonly event_id: string;
  readonly type: string;
  readonly at: string;
  readonly actor: string;
  readonly source: string;
  readonly correlation_id: string;
  readonly causation_id: string;
  readonly job_id: string | null;
  readonly queue: string | null;
  readonly headers: readonly Header[];
  readonly payload: Uint8Array;
  readonly sample_name: string | null;
  readonly pipeline: string | null;
  /** Labels that the job has now; null if the event is not about a job. */
  readonly labels: Readonly<Record<string, string>> | null;
  /** Actor that submitted the job. */
  readonly created_by: string | null;
  /** Batch of the job. */
  readonly batch_id: string | null;
}

/** Number of events that are checked in one transaction. */
export const AT_A_TIME = 500;

/** Returns an event; undefined if the tables do not contain it. */
export const findEvent = (readModel: ReadModel, eventId: string): Promise<EventRow | undefined> =>
  eventsOf(databaseOf(fork(readModel)))
    .where('audit.event_id', '=', eventId)
    .executeTakeFirst();

/** Returns the first events of these types after one sequence and up to another. */
export const readEvents = (
  db: Kysely<Database>,
  types: readonly string[],
  after: number,
  to: number,
): Promise<EventRow[]> =>
  eventsOf(db)
    .where('audit.seq', '>', after)
    .where('audit.seq', '<=', to)
    .where('audit.type', '=', anyOf(types, 'text'))
    .orderBy('audit.seq')
    .limit(AT_A_TIME)
    .execute();

/** Selects events without their repetitions. */
const eventsOf = (db: Kysely<Database>) =>
  db
    .selectFrom('audit')
    .leftJoin('job', 'job.job_id', 'audit.job_id')
    .select(['audit.seq', 'audit.stream_subject', 'audit.stored_at', 'audit.type', 'audit.at', 'audit.actor'])
    .select(['audit.source', 'audit.correlation_id', 'audit.causation_id', 'audit.job_id', 'audit.queue'])
    .select(['audit.headers', 'audit.payload', 'job.sample_name', 'job.pipeline', 'job.labels'])
    .select(['job.created_by', 'job.batch_id'])
    .select('audit.event_id')
    .where('audit.repeat_of', 'is', null)
    .where('audit.event_id', 'is not', null)
    .$narrowType<Record<'event_id' | 'actor' | 'source' | 'correlation_id' | 'causation_id', NotNull>>();
