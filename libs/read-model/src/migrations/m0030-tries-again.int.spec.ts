import type { AnyEvent } from '@reprise/contracts';
import { MemoryEventLog } from '@reprise/event-log';
import { startPostgres, type TestServer } from '@reprise/testing';
import { fork, type ReadModel } from '../read-model.ts';
import { appendAll, emptyReadModel, projectAll } from '../testing/projection.ts';
import { newSeed, randomHistory } from '../testing/random-history.ts';
import { migrations } from './index.ts';

let postgres: TestServer;
let model: ReadModel;
beforeAll(async () => {
  postgres = await startPostgres();
  model = await emptyReadModel(postgres.url);
  const log = new MemoryEventLog();
  await appendAll(log, randomHistory(newSeed(), 25).map(tagged));
  await projectAll(model, log);
});
afterAll(async () => {
  await model.close();
  await postgres.stop();
});

/** Makes every second task a second try. */
const tagged = (event: AnyEvent): AnyEvent => {
  const { data } = event as { data: { hash?: string } };
  const isAgain = event.type.startsWith('task_') && Number.parseInt(data.hash!.slice('ab/'.length), 16) % 2 === 1;
  return isAgain ? ({ ...event, data: { ...data, try: 2 } } as AnyEvent) : event;
};

describe('the migration of attempts whose retries were not counted', () => {
  it('stores the counts that a rebuild stores, in the same order of steps', async () => {
    const attempts = () => fork(model).execute<{ progress: unknown }[]>('select * from attempt order by 1, 2');
    const counted = await attempts();
    expect(JSON.stringify(counted)).toContain('"again":');
    await fork(model).execute(`update attempt set progress = jsonb_set(progress, '{steps}',
      (select jsonb_agg(step #- '{tasks,again}' order by position)
        from jsonb_array_elements(progress->'steps') with ordinality as listed(step, position)))
      where jsonb_array_length(progress->'steps') > 0`);
    expect(JSON.stringify(await attempts())).not.toContain('"again":');
    const { class: TriesAgain } = migrations.find(({ name }) => name === 'M0030TriesAgain')!;
    const migration = new TriesAgain();
    void migration.up();
    for (const statement of migration.getQueries()) await fork(model).execute(statement as string);
    expect(await attempts()).toEqual(counted);
  });
});
