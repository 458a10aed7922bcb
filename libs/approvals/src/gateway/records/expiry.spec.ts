import { Logger } from '@nestjs/common';
import { jest } from '@jest/globals';
import type { Approvals } from './approvals.ts';
import { ApprovalExpiry } from './expiry.ts';
import type { ApprovalRecord } from './fold-approvals.ts';

const expired = (approval_id: string) =>
  ({ approval_id, status: 'expired', decision_id: null, request: { correlation_id: 'c' } }) as ApprovalRecord;

describe('the record of expired approvals', () => {
  afterEach(() => jest.restoreAllMocks());

  it('contains those that can be recorded, and names one that cannot', async () => {
    const warned = jest.spyOn(Logger.prototype, 'warn').mockReturnValue();
    const append = jest.fn<Approvals['append']>().mockRejectedValueOnce(new Error('no subject'));
    const approvals = { list: () => Promise.resolve([expired('BROKEN'), expired('sound')]), append };
    await new ApprovalExpiry(approvals as unknown as Approvals).record();
    expect(append).toHaveBeenCalledTimes(2);
    expect(warned).toHaveBeenCalledTimes(1);
    expect(warned).toHaveBeenCalledWith(expect.stringMatching(/BROKEN .*no subject/));
  });

  it('follows when a request expires, also one that was created since the last check', async () => {
    jest.useFakeTimers();
    try {
      const expires_at = (ms: number) => new Date(Date.now() + ms).toISOString();
      const waiting = (ms: number) =>
        ({ ...expired('next'), status: 'waiting', expires_at: expires_at(ms) }) as ApprovalRecord;
      const append = jest.fn<Approvals['append']>();
      const list = jest
        .fn<Approvals['list']>()
        .mockImplementationOnce(() => Promise.resolve([waiting(20_000), waiting(50_000)]))
        .mockImplementationOnce(() => Promise.resolve([expired('next')]))
        .mockResolvedValue([]);
      const expiry = new ApprovalExpiry({ list, append } as unknown as Approvals);
      expiry.onApplicationBootstrap();
      await jest.advanceTimersByTimeAsync(1_000);
      expect(list).toHaveBeenCalledTimes(1);
      await jest.advanceTimersByTimeAsync(19_999);
      expect(append).not.toHaveBeenCalled();
      await jest.advanceTimersByTimeAsync(1);
      expect(append).toHaveBeenCalledTimes(1);
      await jest.advanceTimersByTimeAsync(60_000);
      expect(list).toHaveBeenCalledTimes(3);
      expiry.onApplicationShutdown();
    } finally {
      jest.useRealTimers();
    }
  });

  it('is checked at least each minute, until the gateway ends, and reports a log that is away', async () => {
    jest.useFakeTimers();
    try {
      const warned = jest.spyOn(Logger.prototype, 'warn').mockReturnValue();
      const list = jest
        .fn<Approvals['list']>()
        .mockResolvedValueOnce([])
        .mockRejectedValue(new Error('the log is away'));
      const expiry = new ApprovalExpiry({ list } as unknown as Approvals);
      expiry.onApplicationBootstrap();
      expect(list).not.toHaveBeenCalled();
      await jest.advanceTimersByTimeAsync(1_000);
      expect(list).toHaveBeenCalledTimes(1);
      expect(warned).not.toHaveBeenCalled();
      await jest.advanceTimersByTimeAsync(60_000);
      expect(warned).toHaveBeenCalledWith('Expired approvals were not recorded: Error: the log is away');
      expiry.onApplicationShutdown();
      await jest.advanceTimersByTimeAsync(600_000);
      expect(list).toHaveBeenCalledTimes(2);
    } finally {
      jest.useRealTimers();
    }
  });

  it('leaves out those that wait, were decided, or are recorded as expired', async () => {
    const append = jest.fn<Approvals['append']>();
    const others = [
      { ...expired('waits'), status: 'waiting' },
      { ...expired('rejected'), status: 'rejected' },
      { ...expired('recorded'), decision_id: 'd' },
    ] as ApprovalRecord[];
    await new ApprovalExpiry({ list: () => Promise.resolve(others), append } as unknown as Approvals).record();
    expect(append).not.toHaveBeenCalled();
  });
});
