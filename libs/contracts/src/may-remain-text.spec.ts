import { mayRemainIn, mayRemainText } from './may-remain-text.ts';

describe('tasks on executors that cannot be queried', () => {
  const failed = { attempt: 1, status: 'failed' } as const;
  const inTurn = (...attempts: Parameters<typeof mayRemainIn>[0][number][]) => mayRemainIn(attempts);

  it('may remain of the latest attempt that had any, also if a later one never started', () => {
    const found = { attempt: 1, executors: ['google-batch'] };
    expect(inTurn({ ...failed, unasked: ['google-batch'] })).toEqual(found);
    expect(inTurn({ ...failed, unasked: ['google-batch'] }, { attempt: 2, status: 'cancelled' })).toEqual(found);
    expect(
      inTurn({ attempt: 2, status: 'cancelled', unasked: ['my-plugin'] }, { ...failed, unasked: ['google-batch'] }),
    ).toEqual({
      attempt: 2,
      executors: ['my-plugin'],
    });
  });

  it('do not remain of jobs without such executors, or once an attempt succeeded', () => {
    expect(inTurn({ attempt: 1, status: 'failed' })).toBeNull();
    expect(inTurn({ ...failed, unasked: ['google-batch'] }, { attempt: 2, status: 'running' })).toBeNull();
    expect(inTurn({ ...failed, unasked: ['google-batch'] }, { attempt: 2, status: 'succeeded' })).toBeNull();
    expect(inTurn({ attempt: 1, status: 'succeeded', unasked: ['google-batch'] })).toBeNull();
  });

  it('are named with their executors, their attempt, and what to check', () => {
    expect(mayRemainText(['google-batch'], 'attempt 2').join(' ')).toBe(
      'Reprise cannot query Google Batch: tasks of attempt 2 may still run there and write files. Check that its queue is empty first.',
    );
    expect(mayRemainText(['google-batch'], 'attempt 2', { isSent: true })[1]).toBe(
      'tasks of attempt 2 may still run there and write files. If its queue is not empty, cancel the new attempt.',
    );
    expect(mayRemainText(['google-batch', 'my-plugin'], '2 of these jobs').join(' ')).toBe(
      'Reprise cannot query Google Batch, my-plugin: tasks of 2 of these jobs may still run there and write files. Check that their queues are empty first.',
    );
  });
});
