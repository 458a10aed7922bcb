import { commands, type ApprovalStatus, type ApprovalView, type CommandName } from '@reprise/contracts';
import type { IconName } from '../../shared/icons.ts';

/** "Rerun"; a command of a later release by its name. */
export const commandWord = ({ command }: Pick<ApprovalView, 'command'>): string =>
  Object.hasOwn(commands, command) ? commands[command as CommandName].words.label : command.replaceAll('_', ' ');

export const STATUS_WORDS: Readonly<Record<ApprovalStatus, { word: string; icon: IconName; tone: string }>> = {
  waiting: { word: 'Waits', icon: 'circle-dashed', tone: 'pending' },
  approved: { word: 'Approved', icon: 'circle-check', tone: 'completed' },
  rejected: { word: 'Rejected', icon: 'circle-x', tone: 'failed' },
  withdrawn: { word: 'Withdrawn', icon: 'circle-minus', tone: 'pending' },
  expired: { word: 'Expired', icon: 'clock', tone: 'pending' },
};
