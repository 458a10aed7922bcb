import type { ApprovalStatus, ApprovalView } from '@reprise/contracts';
import { capital } from '../../shared/format.ts';
import { verbBeforeJob, verbOf } from '../../shared/history/command-verb.ts';
import type { IconName } from '../../shared/icons.ts';

type Asked = Pick<ApprovalView, 'command'>;

/** "Rerun", "Change the priority". */
export const commandWord = ({ command }: Asked): string => capital(verbOf(command));
/** As it stands before the sample's name: "Rerun", "Change the priority of". */
export const commandBeforeSample = ({ command }: Asked): string => capital(verbBeforeJob(command));

export const STATUS_WORDS: Readonly<Record<ApprovalStatus, { word: string; icon: IconName; tone: string }>> = {
  waiting: { word: 'Waits', icon: 'circle-dashed', tone: 'pending' },
  approved: { word: 'Approved', icon: 'circle-check', tone: 'completed' },
  rejected: { word: 'Rejected', icon: 'circle-x', tone: 'failed' },
  withdrawn: { word: 'Withdrawn', icon: 'circle-minus', tone: 'pending' },
  expired: { word: 'Expired', icon: 'clock', tone: 'pending' },
};
