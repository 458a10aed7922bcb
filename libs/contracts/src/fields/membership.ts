import * as z from 'zod';
import { text } from '../inputs.ts';

/**
 * Groups that a job belongs to from its submission on. Everything else in the core stores, shows and filters by these
 * fields without naming them; their meaning is in the wing `batches`.
 */

/** The jobs with the same id belong together. The first of them names the batch. */
const BatchInput = z.strictObject({ id: z.uuid().toLowerCase(), name: text(100).trim().min(1) });

const Batch = z.object({ id: z.uuid(), name: z.string() });

/** Fields of a submission. */
export const membershipInput = { batch: BatchInput.optional() };

/**
 * Fields of a samplesheet, for the jobs of its rows. Default of `id`: the same for submissions of a user with the same
 * `Idempotency-Key` or, without one, the same correlation id. Default of `name`: pipeline and date.
 */
export const sheetMembershipInput = { batch: BatchInput.partial().optional() };

/** Fields of a job. Each is absent if it was submitted without one. */
export const membershipFields = { batch: Batch.optional() };

/** Fields of a filter, each with the id of a group. */
export const membershipFilter = { batch: z.uuid().toLowerCase().optional() };
/** Names of these fields, as `pick` takes them. */
export const membershipNames = { batch: true } as const;

export const Membership = z.object(membershipFields);
export type Membership = z.infer<typeof Membership>;

export const exampleMembership = {
  batch: { id: '0196f0c7-2a4e-7b1d-8c55-3f6a7b8c9d01', name: 'Plate 12' },
} satisfies Membership;

/** Returns only the fields of `from` with groups. */
export const membershipOf = ({ batch }: Membership): Membership => ({ ...(batch && { batch }) });
