import type { RecordedEvent } from '@reprise/contracts';
import { unknownJob } from '@reprise/job';
import { Board } from './job-state-cache.ts';

describe('the board', () => {
  it('does not unlearn what it heard while a job was read from the log', () => {
    const board = new Board();
    const data = { sample_name: 'S', pipeline: 'wes', pipeline_revision: 'r', params: {}, inputs: [], reason: null };
    const submitted = { type: 'submitted', subject: 'J', seq: 7, data: { ...data, queue: 'default', priority: 0 } };
    board.apply(submitted as unknown as RecordedEvent);
    board.learnJob('J', { state: unknownJob, life_seq: 5 });
    expect(board.job('J')).toMatchObject({ life_seq: 7, state: { status: 'pending' } });
  });
});
