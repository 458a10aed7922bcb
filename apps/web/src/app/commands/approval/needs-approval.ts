import type { ActionName, JobView, Person, Role, SessionView } from '@reprise/contracts';
import { personOf } from '../../core/session/current-user.ts';
import { jobPageCommands } from '../index.ts';

/** In ascending order. Not imported from the contracts, because that would also load their schemas. */
const RISING: readonly Role[] = ['viewer', 'operator', 'reviewer', 'admin'];

/** Label of the button of a command that waits for a second person. */
export const ASK_FOR_APPROVAL = 'Ask for approval';

/**
 * Whether a command will wait for a second person, according to the same rule as on the server (decision 49). False
 * while the session is unknown.
 */
export function needsApproval(
  session: Pick<SessionView, 'approvals' | 'actor'> | null,
  action: ActionName,
  job: Pick<JobView, 'status' | 'created_by'>,
): boolean {
  if (!session?.approvals.some((each) => each === action)) return false;
  return jobPageCommands[action].approval?.isNeeded(job, session) ?? true;
}

const MOST = 3;

/** Returns who may approve, for the end of a sentence: "Ana Ruiz, Bo Lind or Cy Ek"; null if there is no other user. */
export function approversText(people: readonly Person[], asker: string, role: Role): string | null {
  const names = people
    .filter(({ user_id, erased, disabled }) => !erased && !disabled && personOf(asker) !== `user:${user_id}`)
    .filter((person) => person.role !== null && RISING.indexOf(person.role) >= RISING.indexOf(role))
    .map(({ name }) => name)
    .sort((one, other) => one.localeCompare(other));
  if (names.length === 0) return null;
  // One more name is no longer than "1 other".
  const shown = names.length > MOST + 1 ? [...names.slice(0, MOST), `${String(names.length - MOST)} others`] : names;
  return shown.length === 1 ? shown[0]! : `${shown.slice(0, -1).join(', ')} or ${shown.at(-1)!}`;
}
