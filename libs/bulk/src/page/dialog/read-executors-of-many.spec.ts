import { jest } from '@jest/globals';
import type { ExecutorListings } from '@reprise/contracts';
import { aJob } from '@reprise/web/testing/views.ts';
import { readExecutorsOfMany } from './read-executors-of-many.ts';

describe('reading the cluster tasks of many jobs', () => {
  const slurm = { name: 'slurm', label: 'Slurm', as_of: null, unknown: null, counts: [], tasks: [] };
  const executors = jest.fn<(jobId: string) => Promise<ExecutorListings>>();
  beforeEach(() => executors.mockReset().mockResolvedValue({ executors: [slurm] }));
  const live = (id: number) => aJob({ job_id: String(id), status: 'running', elsewhere: ['slurm'], asked: ['slurm'] });
  const read = (jobs: Parameters<typeof readExecutorsOfMany>[1], signal = new AbortController().signal) =>
    readExecutorsOfMany({ executors }, jobs, signal);

  it('requests those with live tasks', async () => {
    expect(await read([live(1), aJob({ status: 'running' }), { ...live(2), status: 'failed' }, live(3)])).toEqual([
      slurm,
      slurm,
    ]);
    expect(executors.mock.calls.map(([id]) => id)).toEqual(['1', '3']);
  });

  it('requests none for too many jobs', async () => {
    expect(await read(Array.from({ length: 51 }, (_, id) => live(id)))).toBeNull();
    expect(executors).not.toHaveBeenCalled();
  });

  it('stops once the dialog is closed', async () => {
    const leaving = new AbortController();
    executors.mockImplementation(() => {
      leaving.abort();
      return Promise.resolve({ executors: [] });
    });
    await expect(
      read(
        Array.from({ length: 12 }, (_, id) => live(id)),
        leaving.signal,
      ),
    ).rejects.toThrow();
    expect(executors).toHaveBeenCalledTimes(5);
  });
});
