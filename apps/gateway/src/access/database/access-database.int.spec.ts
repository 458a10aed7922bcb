import { getMigrations } from 'better-auth/db/migration';
import { startPostgres, type TestServer } from '@reprise/testing';
import { makeAuth } from '../auth/better-auth.ts';
import { openAccessDatabase, type AccessDatabase } from './access-database.ts';

let postgres: TestServer;
let database: AccessDatabase;
beforeAll(async () => {
  postgres = await startPostgres();
  database = await openAccessDatabase({ databaseUrl: postgres.url, migrateUrl: postgres.url });
});
afterAll(async () => {
  await database.pool.end();
  await postgres.stop();
});

const auth = () =>
  makeAuth({
    ...{ pool: database.pool, secret: 'c'.repeat(43), publicUrl: 'http://localhost', port: 0, idleMs: 3_600_000 },
    ...{ oidc: undefined, warn: () => undefined },
  });

describe('the tables of accounts', () => {
  it('are those that the library and its plugins of this version want', async () => {
    const { toBeCreated, toBeAdded } = await getMigrations(auth().options);
    expect([...toBeCreated, ...toBeAdded]).toEqual([]);
  });

  it('are made once where two gateways start at the same time', async () => {
    const again = await openAccessDatabase({ databaseUrl: postgres.url, migrateUrl: postgres.url });
    await again.pool.end();
    const { rowCount } = await database.pool.query('select name from access.mikro_orm_migrations');
    expect(rowCount).toBe(1);
  });
});
