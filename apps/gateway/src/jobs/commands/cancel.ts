import { commands } from '@reprise/contracts';
import { refuse } from '@reprise/job';
import type { LookUp } from '../command-requests/look-up.ts';
import { isOwn, type CommandRule } from '../policy/command-rule.ts';

/** Records the requester as the actor, so that a second user can join a pending cancel. */
export const lookUp: LookUp<'cancel'> = {
  make: async ({ reason }, _job, _sources, _warn, { actor }) => ({ name: 'cancel', reason: reason || null, by: actor }),
};

/** Depending on the settings, only the owner and admins may cancel, and cancels of others' jobs require approval. */
export const rule: CommandRule = {
  objection: (job, caller, { cancelOfOthers }) =>
    cancelOfOthers === 'anyone' || caller.role === 'admin' || isOwn(job, caller)
      ? null
      : refuse('not_owner', commands.cancel.refusals.not_owner),
  needsApproval: (job, caller) => !isOwn(job, caller),
};
