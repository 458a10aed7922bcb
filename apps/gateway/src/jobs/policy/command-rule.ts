import { isSamePerson } from '@reprise/contracts';
import type { Job, Refusal } from '@reprise/job';
import type { Caller } from '../../shared/http/caller.ts';
import type { GatewaySettings } from '../../shared/settings.ts';

/** Settings about who may give which command. */
export type PolicySettings = Pick<GatewaySettings, 'cancelOfOthers' | 'approvals'>;

/** Rule of one command about who may give it, beyond their role. */
export interface CommandRule {
  /** Returns why the caller may not give it to the job; null if they may. Absent: anyone with the role may. */
  readonly objection?: (job: Job, caller: Caller, settings: PolicySettings) => Refusal | null;
  /** Whether a second person has to approve it, where the settings name the command. Absent: always. */
  readonly needsApproval?: (job: Job, caller: Caller) => boolean;
}

/** Whether the caller submitted the job, with whichever of their tokens. */
export const isOwn = ({ submitted_by }: Job, { actor }: Caller): boolean =>
  submitted_by !== undefined && isSamePerson(submitted_by, actor);
