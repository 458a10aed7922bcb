import { isSamePerson } from '@reprise/contracts';
import type { Job, Refusal } from '@reprise/job';
import type { Caller } from '../../shared/http/caller.ts';
import type { GatewaySettings } from '../../shared/settings.ts';

/** Settings for command permissions. */
export type PolicySettings = Pick<GatewaySettings, 'cancelOfOthers' | 'approvals'>;

/** Permission rule of one command, beyond the role. */
export interface CommandRule {
  /** Returns why the caller may not give it to the job; null if they may. Absent: anyone with the role may. */
  readonly objection?: (job: Job, caller: Caller, settings: PolicySettings) => Refusal | null;
  /** Whether it requires approval if the settings name the command. Absent: always. */
  readonly needsApproval?: (job: Job, caller: Caller) => boolean;
}

/** Whether the caller submitted the job, with whichever of their tokens. */
export const isOwn = ({ submitted_by }: Job, { actor }: Caller): boolean =>
  submitted_by !== undefined && isSamePerson(submitted_by, actor);
