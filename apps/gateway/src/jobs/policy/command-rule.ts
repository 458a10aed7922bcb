import { isSamePerson } from '@reprise/contracts';
import type { Job, Refusal } from '@reprise/job';
import type { Caller } from '../../shared/http/caller.ts';
import type { GatewaySettings } from '../../shared/settings.ts';

/** Settings for command permissions. */
export type PolicySettings = Pick<GatewaySettings, 'cancelOfOthers' | 'approvals'>;

/** Permission rule of one command, beyond the role. */
export interface CommandRule {
  /**
   * Returns why the caller may not send the command for the job; null if they may. If this function is absent, anyone
   * with the role may.
   */
  readonly objection?: (job: Job, caller: Caller, settings: PolicySettings) => Refusal | null;
  /** Whether the command requires approval if the settings name it. If absent, it always does. */
  readonly needsApproval?: (job: Job, caller: Caller) => boolean;
}

/** Whether the caller submitted the job, with any of their tokens. */
export const isOwn = ({ submitted_by }: Job, { actor }: Caller): boolean => isSamePerson(submitted_by, actor);
