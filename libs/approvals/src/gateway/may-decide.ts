import { commandRights, denialOf, isSamePerson, UNLISTED, type Right } from '@reprise/contracts';
import type { Principal } from '@reprise/gateway/shared/principal.ts';
import type { ApprovalRecord } from './records/fold-approvals.ts';

/** Returns why a user may not approve or reject a command, as a sentence; null if they may. */
export function denialToDecide({ command, requested_by }: ApprovalRecord, by: Principal): string | null {
  if (isSamePerson(requested_by, by.actor)) return 'You cannot approve or reject your own request. Ask someone else.';
  if (by.kind !== 'person') return 'Approving needs a person: sign in with an account, not with a token.';
  // The catalogue has no rights for commands of later releases.
  const right = (commandRights as Partial<Record<string, Right>>)[command];
  return denialOf(right ?? UNLISTED, by.role);
}
