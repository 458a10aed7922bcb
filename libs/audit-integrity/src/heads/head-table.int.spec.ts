import { fork, openReadModel, type ReadModel } from '@reprise/read-model';
import { startPostgres, type TestServer } from '@reprise/testing';
import { headRows, migrateHeadTable, TRUST_SCHEMA } from './head-table.ts';

/** The table as created by the release before the migrations. Do not change. */
const PREVIOUS_RELEASE = `
  begin;
  select pg_advisory_xact_lock(hashtext('reprise.trust'), hashtext('trust'));
  create schema if not exists "trust";
  create table if not exists "trust".signed_head (
    id bigint generated always as identity primary key,
    seq bigint not null, hash text not null, count bigint not null, stream_created text not null,
    time text not null, key_id text not null, signature text not null);
  commit`;

let postgres: TestServer;
let readModel: ReadModel;
beforeAll(async () => {
  postgres = await startPostgres();
  readModel = await openReadModel({ databaseUrl: postgres.url });
});
afterAll(async () => {
  await readModel.close();
  await postgres.stop();
});

describe('the table of signed heads', () => {
  it('is migrated from the previous release with its heads', async () => {
    const em = fork(readModel);
    for (const statement of PREVIOUS_RELEASE.split(';')) await em.execute(statement);
    await em.execute(`insert into trust.signed_head (seq, hash, count, stream_created, time, key_id, signature)
      values (7, 'ab', 7, 'then', '2026-01-01T00:00:00.000Z', 'key', 'sig')`);
    const before = await headRows(readModel, TRUST_SCHEMA);
    await migrateHeadTable(readModel, TRUST_SCHEMA);
    await migrateHeadTable(readModel, TRUST_SCHEMA);
    expect(before).toHaveLength(1);
    expect(await headRows(readModel, TRUST_SCHEMA)).toEqual(before);
    // With a different name, a migration would run again.
    const done = await em.execute<{ name: string }[]>('select name from trust.mikro_orm_migrations order by id');
    expect(done.map(({ name }) => name)).toEqual(['M0001SignedHead', 'M0002Verification']);
  });
});
