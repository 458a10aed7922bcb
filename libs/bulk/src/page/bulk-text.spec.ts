import type { BulkView } from '../contract/index.ts';
import { at, JOB_ID } from '@reprise/web/testing/views.ts';
import { bulkProgress, labelOf } from './bulk-text.ts';

describe('the title of a command to many jobs', () => {
  it('joins the command and the jobs as one sentence', () => {
    expect(labelOf('cancel', 1)).toBe('Cancel 1 job');
    expect(labelOf('cancel', 1200, 'ongoing')).toBe('Cancelling 1,200 jobs');
    expect(labelOf('priority', 3)).toBe('Change priority of 3 jobs');
  });
});

describe('the progress of a command to many jobs', () => {
  const bulk: BulkView = {
    bulk_id: JOB_ID,
    command: 'cancel',
    reason: null,
    actor: 'admin',
    correlation_id: JOB_ID,
    started_at: at(-60),
    finished_at: null,
    total: 5,
    accepted: 3,
    waiting: 2,
    refused: 0,
    failed: 0,
  };

  it('counts requests that wait for a second person separately from accepted ones', () => {
    expect(bulkProgress(bulk)).toBe('5 of 5 sent');
    expect(bulkProgress({ ...bulk, finished_at: at(0) })).toBe('3 accepted, 2 wait for approval');
    const one = { ...bulk, finished_at: at(0), accepted: 0, waiting: 1, refused: 4 };
    expect(bulkProgress(one)).toBe('1 waits for approval, 4 refused');
  });

  it('states that none was accepted if it had no other outcome', () => {
    expect(bulkProgress({ ...bulk, finished_at: at(0), total: 0, accepted: 0, waiting: 0 })).toBe('0 accepted');
  });
});
