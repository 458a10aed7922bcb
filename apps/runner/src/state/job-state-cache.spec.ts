import type { RecordedEvent } from '@reprise/contracts';
import { unknownJob } from '@reprise/job';
import { JobStateCache } from './job-state-cache.ts';

describe('the job state cache', () => {
  it('keeps newer events that arrived while a job was read from the log', () => {
    const cache = new JobStateCache();
    const data = { sample_name: 'S', pipeline: 'wes', pipeline_revision: 'r', params: {}, inputs: [], reason: null };
    const submitted = { type: 'submitted', subject: 'J', seq: 7, data: { ...data, queue: 'default', priority: 0 } };
    cache.apply(submitted as unknown as RecordedEvent);
    cache.setJob('J', { state: unknownJob, life_seq: 5 });
    expect(cache.job('J')).toMatchObject({ life_seq: 7, state: { status: 'pending' } });
  });
});
