import type { Connection } from '../../connection/connection.ts';
import { taskWarning } from './task-warning.ts';

const connected = (get: () => Promise<unknown>) => ({ api: { get } }) as unknown as Connection;
const onGoogle = connected(() =>
  Promise.resolve({ items: [{ attempt: 2, status: 'failed', unasked: ['google-batch'] }] }),
);

describe('the warning before a command that starts an attempt', () => {
  it.each(['resume', 'restart', 'rerun'])(
    'names tasks that may still run where Reprise cannot look: %s',
    async (name) => {
      expect(await taskWarning(onGoogle, name, 'id')).toBe(
        'Reprise cannot query Google Batch: tasks of attempt 2 may still run there and write files. If its queue is not empty, cancel the new attempt.',
      );
    },
  );

  it('is missing for other commands and other jobs, and if attempts cannot be read', async () => {
    expect(await taskWarning(onGoogle, 'cancel', 'id')).toBeNull();
    const local = connected(() => Promise.resolve({ items: [{ attempt: 1, status: 'failed' }] }));
    expect(await taskWarning(local, 'resume', 'id')).toBeNull();
    expect(
      await taskWarning(
        connected(() => Promise.reject(new Error('404'))),
        'resume',
        'id',
      ),
    ).toBeNull();
  });
});
