import { sql } from 'kysely';
import { z } from 'zod';
import { fork, type AuditRow, type Content, type ReadModel } from '@reprise/read-model';

const PAGE = 1000;
const Headers = z.array(z.tuple([z.string(), z.string()]));

/** A row of the audit as stored. */
export interface StoredRow {
  readonly seq: number;
  readonly subject: string;
  /** Null if they are not pairs of text, which is never the case for an event. */
  readonly headers: AuditRow['headers'] | null;
  readonly payload: Uint8Array;
  /** In hexadecimal. */
  readonly hash: string;
  /** Columns as the driver returns them. */
  readonly columns: Readonly<Record<string, unknown>>;
  /** Id of the earlier event, if the row is marked as its repetition. */
  readonly repeated_id: string | null;
  /** Whether it is listed as quarantined. */
  readonly is_set_aside: boolean;
}

/** Whether a row can be a stored event. */
export const isWhole = (row: StoredRow): row is StoredRow & Content => row.headers !== null;

/** All rows of the audit in `[from, to]` by sequence, page by page. */
export async function* auditRows(readModel: ReadModel, from: number, to: number): AsyncGenerator<StoredRow> {
  for (let after = from - 1; ;) {
    const db = fork(readModel).getKysely<unknown>();
    const { rows } = await sql<Record<string, unknown>>`
      select a.*, first.event_id as repeated_id, aside.seq is not null as is_set_aside
      from audit a left join audit first on first.seq = a.repeat_of and first.seq < a.seq and first.repeat_of is null
      left join set_aside aside on aside.seq = a.seq
      where a.seq > ${after} and a.seq <= ${to} order by a.seq limit ${PAGE}`.execute(db);
    yield* rows.map(storedRow);
    if (rows.length < PAGE) return;
    after = Number(rows.at(-1)!['seq']);
  }
}

const storedRow = (row: Record<string, unknown>): StoredRow => ({
  seq: Number(row['seq']),
  subject: row['stream_subject'] as string,
  headers: Headers.safeParse(row['headers']).data ?? null,
  payload: row['payload'] as Buffer,
  hash: (row['hash'] as Buffer).toString('hex'),
  columns: row,
  repeated_id: row['repeated_id'] as string | null,
  is_set_aside: row['is_set_aside'] as boolean,
});
