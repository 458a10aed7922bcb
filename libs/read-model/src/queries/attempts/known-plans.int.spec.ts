import type { AnyEvent, JobView, LaunchOptions } from '@reprise/contracts';
import { MemoryEventLog } from '@reprise/event-log';
import { startPostgres, type TestServer } from '@reprise/testing';
import type { ReadModel } from '../../read-model.ts';
import { appendAll, emptyReadModel, projectAll } from '../../testing/projection.ts';
import { historyThatEnds, jobIdOf, newSeed, unfinished } from '../../testing/random-history.ts';
import { listAttempts } from './attempts.ts';
import { readJob } from '../jobs/read-job.ts';

/** Revision that random histories start with. They are submitted with r1. */
const RUN_REVISION = 'r2';
const seed = newSeed();
let postgres: TestServer;
let model: ReadModel;

beforeAll(async () => (postgres = await startPostgres()));
beforeEach(async () => (model = await emptyReadModel(postgres.url)));
afterEach(() => model.close());
afterAll(() => postgres.stop());

describe('the steps of a job before its start', () => {
  const submitted = (n: number, revision: string): AnyEvent[] =>
    unfinished(historyThatEnds(seed + n, ['succeeded']), 0).map((event) =>
      event.type === 'submitted' ? { ...event, data: { ...event.data, pipeline_revision: revision } } : event,
    );
  const read = async (n: number): Promise<JobView> => (await readJob(model, jobIdOf(seed + n, 0)))!;

  it("are those of its pipeline's last run, all waiting", async () => {
    const log = new MemoryEventLog();
    await appendAll(log, [...submitted(1, RUN_REVISION), ...submitted(2, 'r3')]);
    await projectAll(model, log);
    expect(await read(1)).toMatchObject({ steps: [], progress: { steps_done: 0, steps_total: null } });

    await appendAll(log, historyThatEnds(seed, ['succeeded']));
    await projectAll(model, log);
    const before = await read(1);
    expect(before).toMatchObject({
      status: 'pending',
      current_step: null,
      progress: { steps_done: 0, steps_total: 3 },
    });
    expect(before.steps.map(({ step, state }) => [step, state])).toEqual([
      ['align', 'waiting'],
      ['call', 'waiting'],
      ['filter', 'waiting'],
    ]);
    expect((await listAttempts(model, before.job_id))[0]?.steps).toEqual(before.steps);
    expect((await read(2)).steps).toEqual([]);
  });

  it('are not those of a run with another entry or other profiles', async () => {
    const log = new MemoryEventLog();
    const launched = (n: number, launch: LaunchOptions): AnyEvent[] =>
      submitted(n, RUN_REVISION).map((event) =>
        event.type === 'submitted' ? { ...event, data: { ...event.data, launch } } : event,
      );
    const ran = historyThatEnds(seed, ['succeeded']).map((event): AnyEvent =>
      event.type === 'submitted' ? { ...event, data: { ...event.data, launch: { profiles: ['test', 'lab'] } } } : event,
    );
    await appendAll(log, [...ran, ...launched(1, { profiles: ['test', 'lab'], env: { LAB: '1' } })]);
    await appendAll(log, [
      ...launched(2, { profiles: ['test'] }),
      ...launched(3, { profiles: ['test', 'lab'], entry: 'QC' }),
    ]);
    await appendAll(log, submitted(4, RUN_REVISION));
    await projectAll(model, log);
    expect((await read(1)).steps).toHaveLength(3);
    for (const other of [2, 3, 4]) expect((await read(other)).steps).toEqual([]);
  });

  it('come from an earlier run if the latest ended before its steps were known', async () => {
    const log = new MemoryEventLog();
    await appendAll(log, historyThatEnds(seed, ['succeeded']));
    const unplanned = historyThatEnds(seed + 1, ['failed']).filter(({ type }) => !/^(plan|task)_/.test(type));
    await appendAll(log, [...unplanned, ...submitted(2, RUN_REVISION)]);
    await projectAll(model, log);
    expect((await read(2)).steps).toHaveLength(3);
    expect((await read(1)).steps.map(({ state }) => state)).toEqual(['waiting', 'waiting', 'waiting']);
  });
});
