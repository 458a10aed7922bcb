import { jest } from '@jest/globals';
import { TestBed } from '@angular/core/testing';
import type { BulkView } from '../contract/index.ts';
import { BulkApi } from './bulk-api.ts';
import { ProblemError } from '@reprise/web/core/problem.ts';
import { FollowedBulk } from './followed-bulk.ts';

const pinning = { bulk_id: 'b-1', command: 'pin', total: 76, finished_at: null } as BulkView;

describe('a command to many jobs followed by a tab', () => {
  let show: () => Promise<BulkView>;
  let followed: FollowedBulk;
  beforeEach(() => {
    jest.useFakeTimers();
    TestBed.configureTestingModule({ providers: [{ provide: BulkApi, useValue: { show: () => show() } }] });
    followed = TestBed.inject(FollowedBulk);
  });
  afterEach(() => {
    followed.dismiss();
    jest.useRealTimers();
  });

  it('stays, marked as lost, if the server forgot it before it ended', async () => {
    show = () => Promise.reject(new ProblemError(404, 'There is no such command.'));
    followed.follow(pinning);
    await jest.advanceTimersByTimeAsync(500);
    expect([followed.bulk(), followed.isLost()]).toEqual([pinning, true]);
    followed.dismiss();
    expect([followed.bulk(), followed.isLost()]).toEqual([null, false]);
  });

  it('is followed to its end', async () => {
    const done = { ...pinning, finished_at: '2026-11-24T12:00:00.000Z' };
    show = () => Promise.resolve(done);
    followed.follow(pinning);
    await jest.advanceTimersByTimeAsync(500);
    expect([followed.bulk(), followed.isLost()]).toEqual([done, false]);
  });
});
