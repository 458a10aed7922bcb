import { MemoryEventLog } from '@reprise/event-log';
import { startPostgres, type TestServer } from '@reprise/testing';
import { databaseOf } from '../database.ts';
import { AuditEntity } from '../entities/index.ts';
import { M0003Chain } from '../migrations/m0003-chain.ts';
import { readPosition } from '../projector/checkpoint.ts';
import { appendAll, emptyReadModel, entriesOf, projectAll } from '../testing/projection.ts';
import { newSeed, randomHistory } from '../testing/random-history.ts';
import { digest } from '../rebuild/digest.ts';
import { fork, type ReadModel } from '../read-model.ts';
import { chain, GENESIS } from './chain.ts';

const seed = newSeed();
let postgres: TestServer;
let model: ReadModel;
let log: MemoryEventLog;
beforeAll(async () => {
  postgres = await startPostgres();
  model = await emptyReadModel(postgres.url);
  log = new MemoryEventLog();
  await appendAll(log, randomHistory(seed, 10));
  log.plant({ subject: 'reprise.jobs.foreign', headers: [], payload: new Uint8Array() });
  log.plant({ subject: 'reprise.jobs.ö.life.x', headers: [['a', 'ü\0"\\']], payload: new Uint8Array([0, 255]) });
  await projectAll(model, log);
});
afterAll(async () => {
  await model.close();
  await postgres.stop();
});

describe('the hash chain in the audit table', () => {
  it('is that of the log, and the checkpoint has its end', async () => {
    const entries = await entriesOf(log);
    const hashes = chain(GENESIS, entries);
    const rows = await fork(model).find(AuditEntity, {}, { orderBy: { seq: 'asc' } });
    expect(rows.map((row) => row.hash.toString('hex'))).toEqual(hashes);
    expect(await readPosition(databaseOf(fork(model)))).toMatchObject({
      last_seq: entries.length,
      count: entries.length,
      hash: hashes.at(-1),
    });
  });

  it('is the same after the migration of a table from before the chain', async () => {
    const before = await digest(model);
    const em = fork(model);
    await em.execute('alter table audit drop column hash; alter table checkpoint drop column count, drop column hash');
    const migration = new M0003Chain(em.getDriver(), em.config);
    migration.up();
    for (const query of migration.getQueries()) await em.execute(query);
    expect(await digest(model)).toEqual(before);
  });
});
