import { startPostgres, type TestServer } from '@reprise/testing';
import { emptyReadModel } from './testing/projection.ts';
import { fork, type ReadModel } from './read-model.ts';
import { inTransaction, snapshot } from './transaction.ts';

let postgres: TestServer;
let model: ReadModel;
beforeAll(async () => {
  postgres = await startPostgres();
  model = await emptyReadModel(postgres.url);
});
afterAll(async () => {
  await model.close();
  await postgres.stop();
});

const insert = `insert into checkpoint values ('test', 1, 'now')`;
const count = async () => (await fork(model).execute(`select 1 from checkpoint where name = 'test'`)).length;

describe('a transaction', () => {
  it('is rolled back when its work fails', async () => {
    const failing = inTransaction(model, async (em) => {
      await em.execute(insert);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await count()).toBe(0);
  });

  it('sees the same commit in all its reads', async () => {
    await snapshot(model, async (em) => {
      const before = await em.execute('select * from checkpoint');
      await fork(model).execute(insert);
      expect(await em.execute('select * from checkpoint')).toEqual(before);
    });
    expect(await count()).toBe(1);
  });

  it('releases its connection when the connection dies, more often than the pool is large', async () => {
    for (let round = 0; round < 12; round++) {
      const dying = inTransaction(model, (em) => em.execute('select pg_terminate_backend(pg_backend_pid())'));
      await expect(dying).rejects.toThrow();
    }
    expect(await count()).toBe(1);
  });
});
