import { p } from '@mikro-orm/postgresql';
import type { Membership } from '@reprise/contracts';

/** Columns of the groups that a job belongs to from its submission on. */
export const membershipProperties = {
  batch_id: p.uuid().nullable(),
  batch_name: p.text().nullable(),
};

export const membershipColumns = ({ batch }: Membership) => ({
  batch_id: batch?.id ?? null,
  batch_name: batch?.name ?? null,
});

/** Fields of a filter, each with the column of the group's id. */
export const GROUP_IDS = [['batch', 'batch_id']] as const;
/** Columns with the names of groups. The index `job_batch_words` covers them. */
export const GROUP_NAMES = ['batch_name'] as const;
