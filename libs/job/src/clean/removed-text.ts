import { MACHINE_ACTOR, MACHINE_NAME, userOfActor } from '@reprise/contracts';
import type { Cleaned } from '../state.ts';

/**
 * Returns when and by whom files were removed, for a refusal. The refusal is recorded, so it contains neither names nor
 * ids of users.
 */
export const removedText = ({ at, by }: Cleaned): string => `removed on ${utc(at)} by ${byWhom(by)}`;

const utc = (iso: string): string => `${iso.slice(0, 19).replace('T', ' ')} UTC`;

function byWhom(by: string): string {
  if (by === MACHINE_ACTOR) return `the ${MACHINE_NAME.toLowerCase()}`;
  return userOfActor(by) ? 'a person named in its history' : by;
}
