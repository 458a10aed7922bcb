import { Logger } from '@nestjs/common';
import { jest } from '@jest/globals';
import type { Approvals } from './approvals.ts';
import { ApprovalExpiry } from './expiry.ts';
import type { ApprovalRecord } from './fold-approvals.ts';

const expired = (approval_id: string) =>
  ({ approval_id, status: 'expired', decision_id: null, request: { correlation_id: 'c' } }) as ApprovalRecord;

describe('the record of expired approvals', () => {
  afterEach(() => jest.restoreAllMocks());

  it('holds those that can be recorded, and one that cannot is named', async () => {
    const warned = jest.spyOn(Logger.prototype, 'warn').mockReturnValue();
    const append = jest.fn<Approvals['append']>().mockRejectedValueOnce(new Error('no subject'));
    const approvals = { list: () => Promise.resolve([expired('BROKEN'), expired('sound')]), append };
    await new ApprovalExpiry(approvals as unknown as Approvals).record();
    expect(append).toHaveBeenCalledTimes(2);
    expect(warned).toHaveBeenCalledTimes(1);
    expect(warned).toHaveBeenCalledWith(expect.stringMatching(/BROKEN .*no subject/));
  });
});
