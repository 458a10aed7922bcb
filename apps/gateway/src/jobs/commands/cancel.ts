import { commands } from '@reprise/contracts';
import { refuse } from '@reprise/job';
import type { LookUp } from '../command-requests/look-up.ts';
import { isOwn, type CommandRule } from '../policy/command-rule.ts';

/** Takes the actor who asks from the caller, so that a further person joins a cancel under way. */
export const lookUp: LookUp<'cancel'> = {
  make: async ({ reason }, _job, _sources, _warn, { actor }) => ({ name: 'cancel', reason: reason || null, by: actor }),
};

/** Where the settings say so, only the owner and admins may cancel. A second person approves cancels of others' jobs. */
export const rule: CommandRule = {
  objection: (job, caller, { cancelOfOthers }) =>
    cancelOfOthers === 'anyone' || caller.role === 'admin' || isOwn(job, caller)
      ? null
      : refuse('not_owner', commands.cancel.refusals.not_owner),
  needsApproval: (job, caller) => !isOwn(job, caller),
};
