import { MemoryEventLog } from '@reprise/event-log';
import { startPostgres, type TestServer } from '@reprise/testing';
import { fork } from '../read-model.ts';
import { migrations } from '../migrations/index.ts';
import { appendAll, emptyReadModel, projectAll } from '../testing/projection.ts';
import { newSeed, randomHistory } from '../testing/random-history.ts';
import { digest } from '../rebuild/digest.ts';

let postgres: TestServer;
beforeAll(async () => (postgres = await startPostgres()));
afterAll(() => postgres.stop());

describe('the counts of activity', () => {
  it('are those of the attempts, also if a migration counts the attempts of an earlier release', async () => {
    const log = new MemoryEventLog();
    await appendAll(log, randomHistory(newSeed(), 40));
    await using model = await emptyReadModel(postgres.url);
    await projectAll(model, log);
    const sum = async (condition: string) =>
      (
        await fork(model).execute(`select coalesce(sum(attempts), 0)::int as attempts from activity where ${condition}`)
      )[0];
    const count = async (condition: string) =>
      (await fork(model).execute(`select count(*)::int as attempts from attempt where ${condition}`))[0];
    for (const span of ['hour', 'day']) {
      expect(await sum(`span = '${span}' and state = 'started'`)).toEqual(await count('started_at is not null'));
      expect(await sum(`span = '${span}' and state = 'failed'`)).toEqual(await count(`status = 'failed'`));
      expect(await sum(`span = '${span}' and cause = 'cancelled'`)).toEqual(await count(`status = 'cancelled'`));
    }

    const before = await digest(model);
    await fork(model).execute('drop table activity');
    for (const wanted of ['M0032Activity', 'M0034LongestWaits']) {
      const { class: Migration } = migrations.find(({ name }) => name === wanted)!;
      const migration = new Migration();
      void migration.up();
      for (const statement of migration.getQueries()) await fork(model).execute(statement as string);
    }
    expect(await digest(model)).toEqual(before);
  });
});
