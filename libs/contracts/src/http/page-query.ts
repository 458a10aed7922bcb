import * as z from 'zod';
import { Sequence, WholeNumber } from '../inputs.ts';

/** Sequence that the tables must reach before the read. */
export const MinSeq = Sequence.optional();

/** Query parameters of a single resource. */
export const OneQuery = z.strictObject({ min_seq: MinSeq });
const Limit = WholeNumber.min(1).max(1000);
export const PageQuery = z.strictObject({ limit: Limit.default(100), cursor: z.string().optional(), min_seq: MinSeq });
export type PageQuery = z.infer<typeof PageQuery>;
/** Query parameters of a list that is usually short. Without a limit, the complete list is returned. */
export const ListQuery = PageQuery.extend({ limit: Limit.optional() });
export type ListQuery = z.infer<typeof ListQuery>;

export const AttemptParameter = WholeNumber.positive().optional();

/** Header that makes repeated requests idempotent. The handler validates it. */
export const idempotencyKey = (description: string) =>
  z.object({ 'Idempotency-Key': z.string().min(1).max(200).optional().meta({ description }) });
