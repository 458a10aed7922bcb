import * as z from 'zod';
import { Sequence, WholeNumber } from '../inputs.ts';

/** Sequence up to which a read waits for the tables. */
export const MinSeq = Sequence.optional();

/** Query parameters of one thing. */
export const OneQuery = z.strictObject({ min_seq: MinSeq });
const Limit = WholeNumber.min(1).max(1000);
export const PageQuery = z.strictObject({ limit: Limit.default(100), cursor: z.string().optional(), min_seq: MinSeq });
export type PageQuery = z.infer<typeof PageQuery>;
/** Query parameters of a list that is usually short: without a limit it is returned whole. */
export const ListQuery = PageQuery.extend({ limit: Limit.optional() });
export type ListQuery = z.infer<typeof ListQuery>;

export const AttemptParameter = WholeNumber.positive().optional();

/** Header that makes a repeated request one. Its handler checks it. */
export const idempotencyKey = (description: string) =>
  z.object({ 'Idempotency-Key': z.string().min(1).max(200).optional().meta({ description }) });
