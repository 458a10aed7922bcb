import { makeEvent, MemoryEventLog, newId, type Fact } from '@reprise/event-log';
import { startPostgres, type TestServer } from '@reprise/testing';
import type { ReadModel } from '../../read-model.ts';
import { appendAll, emptyReadModel, projectAll } from '../../testing/projection.ts';
import { historyThatEnds } from '../../testing/random-history.ts';
import { listOpenJobs } from './open-jobs.ts';

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

function submitted(sample_name: string, changes: object) {
  const asked = { sample_name, pipeline: 'rnaseq', pipeline_revision: 'r', params: {}, inputs: [] };
  const data = { ...asked, queue: 'default', priority: 0, reason: null, ...changes };
  const context = { source: '/reprise/test', correlation_id: newId(), causation_id: newId() };
  const at = { id: newId(), time: new Date().toISOString(), actor: 'ada' };
  return makeEvent({ type: 'submitted', subject: newId(), data } as Fact, { ...at, ...context });
}

describe('the open jobs', () => {
  it('include their parameters, launch options and the text of their samplesheet', async () => {
    const text = 'sample,reads\nA,/data/A.fastq.gz\n';
    const [params, launch] = [{ input: 'samplesheet.csv' }, { files: { 'a.fa': '/data/a.fa' } }];
    const events = [
      submitted('sheet', { params, launch, sheet: { param: 'input', name: 'samplesheet.csv', text } }),
      submitted('plain', {}),
    ];
    const log = new MemoryEventLog();
    await appendAll(log, [...historyThatEnds(1, ['succeeded']), ...events]);
    await projectAll(model, log);
    const [sheet, plain] = events.map(({ subject }) => ({ job_id: subject }));
    const open = await listOpenJobs(model);
    expect(open).toHaveLength(2);
    expect(open).toContainEqual({ ...sheet, sample_name: 'sheet', params, launch, sheet: text });
    expect(open).toContainEqual({ ...plain, sample_name: 'plain', params: {}, launch: null, sheet: null });
  });
});
