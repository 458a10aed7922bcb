import { Sequence } from '@reprise/contracts';
import { z } from 'zod';

const MinSeq = Sequence.optional();

/** A sequence: the job as it was after that event. */
export const AsOf = Sequence.pipe(z.number().min(1)).optional();

/** Parameters that queries of one thing, and of lists, have in common. */
export const OneQuery = z.strictObject({ min_seq: MinSeq });
const Limit = z.coerce.number().int().min(1).max(1000);
export const PageQuery = z.strictObject({ limit: Limit.default(100), cursor: z.string().optional(), min_seq: MinSeq });
export type PageQuery = z.infer<typeof PageQuery>;
/** Of a list that is short as a rule: without a limit it is given whole. */
export const ListQuery = PageQuery.extend({ limit: Limit.optional() });
export type ListQuery = z.infer<typeof ListQuery>;

export const Attempt = z.coerce.number().int().positive().optional();
