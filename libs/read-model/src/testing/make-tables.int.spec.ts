import { startPostgres, type TestServer } from '@reprise/testing';
import pg from 'pg';
import { migrate } from '../migrate.ts';
import { migrations } from '../migrations/index.ts';
import { makeTables } from './make-tables.ts';

let postgres: TestServer;
let client: pg.Client;
beforeAll(async () => {
  postgres = await startPostgres();
  client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await postgres.stop();
});

const CONTENT = `
  select format('%s %s %s %s %s', c.relkind, c.relname, c.relpersistence, c.reloptions, a.amname) as line
    from pg_class c left join pg_am a on a.oid = c.relam where c.relnamespace = $1::regnamespace
  union all
  select format('%s.%s %s %s %s %s %s %s', c.relname, attname, attnum, format_type(atttypid, atttypmod), attnotnull,
    attidentity, attcollation, pg_get_expr(adbin, adrelid))
    from pg_class c join pg_attribute on attrelid = c.oid and attnum > 0 and not attisdropped
    left join pg_attrdef on adrelid = c.oid and adnum = attnum where c.relnamespace = $1::regnamespace
  union all
  select pg_get_indexdef(indexrelid) from pg_index join pg_class c on c.oid = indexrelid
    where c.relnamespace = $1::regnamespace
  union all
  select format('%s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) from pg_constraint
    where connamespace = $1::regnamespace
  union all select proname from pg_proc where pronamespace = $1::regnamespace
  union all select tgname from pg_trigger join pg_class c on c.oid = tgrelid where c.relnamespace = $1::regnamespace
  order by 1`;

/** All tables, columns, indexes, constraints, functions and triggers of a schema, and its migrations. */
async function contentOf(schema: string): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(CONTENT, [schema]);
  const applied = await client.query<{ name: string }>(`select name from ${schema}.mikro_orm_migrations order by id`);
  return [...rows.map(({ line }) => line.replaceAll(schema, 'rm')), ...applied.rows.map(({ name }) => name)];
}

describe('the tables of tests', () => {
  it('are those that the migrations create, with no migration left to run', async () => {
    await migrate(postgres.url, 'migrated', migrations);
    await makeTables(postgres.url, 'made');
    const made = await contentOf('made');
    expect(made).toEqual(await contentOf('migrated'));
    expect(made).toEqual(
      expect.arrayContaining(['M0024AuditInputs', expect.stringMatching(/^audit\.hash \d+ bytea t/)]),
    );
    await migrate(postgres.url, 'made', migrations);
    expect(await contentOf('made')).toEqual(made);
  });
});
