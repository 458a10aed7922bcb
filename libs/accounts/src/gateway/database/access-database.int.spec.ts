import { getMigrations } from 'better-auth/db/migration';
import { startPostgres, type TestServer } from '@reprise/testing';
import { makeAuth } from '../better-auth/better-auth.ts';
import { migrateAccess, openAccessDatabase, type AccessDatabase } from './access-database.ts';
import { pruneAccess } from './prune-access.ts';

let postgres: TestServer;
let database: AccessDatabase;
beforeAll(async () => {
  postgres = await startPostgres();
  await migrateAccess({ migrateUrl: postgres.url });
  database = openAccessDatabase({ databaseUrl: postgres.url });
});
afterAll(async () => {
  await database.pool.end();
  await postgres.stop();
});

const auth = () =>
  makeAuth({
    database,
    secret: 'c'.repeat(43),
    publicUrl: 'http://localhost',
    port: 0,
    idleMs: 3_600_000,
    oidc: undefined,
    warn: () => undefined,
  });

describe('the tables of accounts', () => {
  it('match what this version of the library and its plugins requires', async () => {
    const { toBeCreated, toBeAdded } = await getMigrations(auth().options);
    expect([...toBeCreated, ...toBeAdded]).toEqual([]);
  });

  it('are cleared of expired rows, with their client addresses', async () => {
    const id = '3b0a6e8e-2f53-4a0e-9a35-1c7a52b8d0f4';
    const link = { link_id: id, kind: 'invite', user_id: null, email: 'cy@lab.example', name: null } as const;
    const times = { created_at: '2026-01-01T00:00:00Z', expires_at: '2026-01-08T00:00:00Z' };
    const row = { ...link, ...times, secret_hash: 'x', role: 'viewer', created_by: 'admin' } as const;
    await database.query.insertInto('one_time_link').values(row).execute();
    await pruneAccess(database, new Date('2026-02-06T00:00:00Z'));
    expect(await database.query.selectFrom('one_time_link').select('email').execute()).toHaveLength(1);
    await pruneAccess(database, new Date('2026-02-08T00:00:00Z'));
    expect(await database.query.selectFrom('one_time_link').select('email').execute()).toEqual([]);
  });

  it('are accessed as the accounts role, as the sessions of Postgres show', async () => {
    const { rows } = await database.pool.query('show application_name');
    expect(rows).toEqual([{ application_name: 'reprise accounts' }]);
  });

  it('are available again after connections ended, idle or in use', async () => {
    const ended = new Error('terminating connection due to administrator command');
    const client = await database.pool.connect();
    client.emit('error', ended);
    client.release(true);
    database.pool.emit('error', ended, client);
    expect((await database.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  it('are created once by two gateways that start together', async () => {
    await migrateAccess({ migrateUrl: postgres.url });
    const { rows } = await database.pool.query<{ name: string }>(
      'select name from access.mikro_orm_migrations order by id',
    );
    // With a different name, a migration would run again.
    expect(rows.map(({ name }) => name)).toEqual(['M0001Accounts', 'M0002Outbox', 'M0003Devices']);
  });
});
