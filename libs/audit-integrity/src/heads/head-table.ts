import { sql } from 'kysely';
import { fork, migrate, type ReadModel } from '@reprise/read-model';
import { M0001SignedHead } from './m0001-signed-head.ts';
import { M0002Verification } from './m0002-verification.ts';
import { headLine, type SignedHead } from './signed-head.ts';

/** A schema that no rebuild touches. */
export const TRUST_SCHEMA = 'trust';

const table = (schema: string) => sql.id(schema, 'signed_head');

/** Brings the table up to date. @throws the driver's error */
export const migrateHeadTable = ({ migrateUrl }: ReadModel, schema: string): Promise<void> =>
  migrate(migrateUrl, schema, [
    { name: 'M0001SignedHead', class: M0001SignedHead },
    { name: 'M0002Verification', class: M0002Verification },
  ]);

export async function insertHead(readModel: ReadModel, schema: string, head: SignedHead): Promise<void> {
  const { seq, hash, count, stream_created, time, key_id, signature } = head;
  await sql`insert into ${table(schema)} (seq, hash, count, stream_created, time, key_id, signature)
    values (${seq}, ${hash}, ${count}, ${stream_created}, ${time}, ${key_id}, ${signature})`.execute(db(readModel));
}

/** All heads as lines of canonical JSON, in the order in which they were signed. */
export async function headRows(readModel: ReadModel, schema: string): Promise<string[]> {
  const { rows } = await sql<Row>`select * from ${table(schema)} order by id`.execute(db(readModel));
  return rows.map(lineOf);
}

type Row = Record<keyof SignedHead | 'id', string>;

const lineOf = ({ id: _, seq, count, ...rest }: Row): string =>
  headLine({ ...rest, seq: Number(seq), count: Number(count) });

const db = (readModel: ReadModel) => fork(readModel).getKysely<unknown>();
