import { sql } from 'kysely';
import pg from 'pg';
import { fork, type ReadModel } from '@reprise/read-model';
import { headLine, type SignedHead } from './signed-head.ts';

/** The schema that no rebuild touches. */
export const TRUST_SCHEMA = 'trust';

const table = (schema: string) => sql.id(schema, 'signed_head');

/** Makes the table where there is none. */
export async function ensureHeadTable({ databaseUrl }: ReadModel, schema: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const name = client.escapeIdentifier(schema);
    await client.query(`
      begin;
      select pg_advisory_xact_lock(hashtext('reprise.trust'), hashtext(${client.escapeLiteral(schema)}));
      create schema if not exists ${name};
      create table if not exists ${name}.signed_head (
        id bigint generated always as identity primary key,
        seq bigint not null, hash text not null, count bigint not null, stream_created text not null,
        time text not null, key_id text not null, signature text not null);
      commit`);
  } finally {
    await client.end();
  }
}

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
