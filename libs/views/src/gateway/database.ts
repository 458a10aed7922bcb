import type { EntityManager } from '@mikro-orm/postgresql';
import { fork, inTransaction, migrate, type ReadModel } from '@reprise/read-model';
import { sql, type ColumnType, type Kysely } from 'kysely';
import type { ViewList } from '../contract/index.ts';
import { M0001View } from './migrations/m0001-view.ts';

/** Views are not derived from events, so their schema is one that rebuilds do not touch and backups contain. */
const SCHEMA = 'views';

interface ViewTable {
  view_id: string;
  name: string;
  is_shared: boolean;
  /** Actor, without a token. */
  created_by: string;
  created_at: string;
  changed_at: string;
  list: ColumnType<ViewList, string, string>;
}

export interface ViewDatabase {
  view: ViewTable;
}

const viewsOf = (em: EntityManager): Kysely<ViewDatabase> => em.getKysely<ViewDatabase>().withSchema(SCHEMA);

export const viewTables = (readModel: ReadModel): Kysely<ViewDatabase> => viewsOf(fork(readModel));

/** Runs a change of views alone, across gateways: names and numbers of views are checked first. */
export const changeViews = <T>(readModel: ReadModel, work: (db: Kysely<ViewDatabase>) => Promise<T>): Promise<T> =>
  inTransaction(readModel, async (em) => {
    const db = viewsOf(em);
    await sql`select pg_advisory_xact_lock(hashtext('reprise views'))`.execute(db);
    return work(db);
  });

/** Migrates the table. @throws the driver's error */
export const migrateViews = ({ migrateUrl }: Pick<ReadModel, 'migrateUrl'>): Promise<void> =>
  migrate(migrateUrl, SCHEMA, [{ name: 'M0001View', class: M0001View }]);
