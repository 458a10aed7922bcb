import { jest } from '@jest/globals';
import type { ClientProxy } from '@nestjs/microservices';
import type { JobState } from '@reprise/job';
import { delay, of } from 'rxjs';
import { Storages } from './storages.ts';

const asked = { job_id: 'job-1', attempt: 1, file: 'nextflow', offset: 0, limit: 10 };
const text = { text: 'N E X T', next_offset: 7, size: 7 };
const failed = {
  status: 'failed',
  job_id: 'job-1',
  last_run: { storage_id: 'storage-a', work_dir: '/jobs/1/work' },
  cleaned: false,
} as unknown as JobState;

/** The storages of a runner that answers so late. */
const answeringAfter = (milliseconds: number, answer: object) =>
  new Storages({ send: () => of(answer).pipe(delay(milliseconds)) } as unknown as ClientProxy);

describe('a runner that is busy', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  /** The answer, without waiting for the time to pass. */
  const outcome = async <T>(answer: Promise<T>): Promise<T> => {
    await jest.runAllTimersAsync();
    return answer;
  };

  it('is waited for when a log is read, which a page does again and again', async () => {
    expect(await outcome(answeringAfter(4_500, text).readText('storage-a', asked))).toEqual(text);
    expect(await outcome(answeringAfter(60_000, text).readText('storage-a', asked))).toBeNull();
  });

  it('is waited for before a resume is decided without knowing whether its work is there', async () => {
    const absent = { work_dir: 'absent' };
    expect(await outcome(answeringAfter(2_500, absent).workDirOf(failed))).toBe('absent');
    expect(await outcome(answeringAfter(60_000, absent).workDirOf(failed))).toBe('unknown');
  });
});
