import type { JobView } from '@reprise/contracts';
import { dateTime } from '../format.ts';

/** As the server records it: with the time in UTC, and without the name of a person. */
const RECORDED = /removed on .+?(?=\. Rerun it instead\.|$)/;

/** Returns a refusal that names the removal of the work dir in local time, and the person by name. */
export function withLocalRemoval(
  refusal: string,
  { work_dir: removed }: JobView['cleaned'],
  nameOf: (actor: string) => string,
): string {
  if (!removed) return refusal;
  return refusal.replace(RECORDED, () => `removed at ${dateTime(removed.at, Date.now())} by ${nameOf(removed.by)}`);
}
