import type { ApprovalStatus, ApprovalView } from '../contract/index.ts';

/**
 * Returns the status of a request at a given time, in milliseconds since 1970. A waiting request may have expired since
 * it was read.
 */
export const statusAt = (
  { status, expires_at }: Pick<ApprovalView, 'status' | 'expires_at'>,
  now: number,
): ApprovalStatus => (status === 'waiting' && Date.parse(expires_at) <= now ? 'expired' : status);
