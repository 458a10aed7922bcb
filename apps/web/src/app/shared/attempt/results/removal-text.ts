import type { JobView } from '@reprise/contracts';
import { withLocalRemoval as withRemoval } from '@reprise/contracts/removal-text';
import { dateTime } from '../../format.ts';

/** Returns a refusal that says when the work dir was removed, in local time, and by whom. */
export const withLocalRemoval = (
  refusal: string,
  { work_dir: removed }: JobView['cleaned'],
  nameOf: (actor: string) => string,
): string => withRemoval(refusal, removed, { timeText: (iso) => dateTime(iso, Date.now()), nameOf });
