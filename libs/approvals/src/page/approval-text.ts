import type { CleanTarget, CommandName } from '@reprise/contracts';
import type { JobPageCommand } from '@reprise/web/commands/base/page-command.ts';
import { jobPageCommands } from '@reprise/web/commands/index.ts';
import { capital } from '@reprise/web/shared/format.ts';
import { verbBeforeJob, verbOf } from '@reprise/web/shared/history/command-verb.ts';
import { CLEAN_TARGETS } from '@reprise/web/shared/history/clean-text.ts';
import type { IconName } from '@reprise/web/shared/parts/icons.ts';
import type { ApprovalStatus, ApprovalView } from '../contract/index.ts';

type Asked = Pick<ApprovalView, 'command'>;

/** "Rerun", "Change the priority". */
export const commandWord = ({ command }: Asked): string => capital(verbOf(command));
/** Text before the sample's name: "Rerun", "Change the priority of". */
export const commandBeforeSample = ({ command }: Asked): string => capital(verbBeforeJob(command));

/** How the state of a request is shown. */
interface StatusText {
  readonly word: string;
  readonly icon: IconName;
  readonly tone: string;
}

const STATUS_WORDS: Readonly<Record<ApprovalStatus, StatusText>> = {
  waiting: { word: 'Waits', icon: 'circle-dashed', tone: 'pending' },
  approved: { word: 'Approved', icon: 'circle-check', tone: 'completed' },
  rejected: { word: 'Rejected', icon: 'circle-x', tone: 'failed' },
  withdrawn: { word: 'Withdrawn', icon: 'circle-minus', tone: 'pending' },
  expired: { word: 'Expired', icon: 'clock', tone: 'pending' },
};

/** Returns the state of a request. An approved command may have been refused by the job. */
export function statusText({ status, refusal }: Pick<ApprovalView, 'status' | 'refusal'>): StatusText {
  return refusal ? { word: 'Approved, refused by the job', icon: 'circle-x', tone: 'failed' } : STATUS_WORDS[status];
}

/** Text about which commands wait for a second person. */
export function approvedText(approvals: readonly CommandName[]): string {
  if (approvals.length === 0)
    return 'No command needs a second person here. The operator of the server names those that do in REPRISE_APPROVALS.';
  const nameOf = (command: CommandName) => {
    const text = pageCommandOf(command)?.approval?.text;
    return text ? `${verbOf(command)} ${text}` : verbOf(command);
  };
  const names = approvals.map(nameOf).join(', ');
  return `These commands wait until a second person approves them: ${names}.`;
}

/**
 * Text about what a command would do, from the fields of its request: "Deletes work dir and results", "step: ALIGN";
 * empty if there are none.
 */
export function requestText({ command, body }: Pick<ApprovalView, 'command' | 'body'>): string {
  const { reason: _, params, ...fields } = body;
  const deletes = pageCommandOf(command)?.deletes;
  const named = Object.entries(fields).filter(([name]) => !deletes?.fields.includes(name));
  return [
    ...(deletes ? [deletedText(deletes.target(fields))] : []),
    ...named.map(([name, value]) => `${name.replaceAll('_', ' ')}: ${valueText(value)}`),
    ...Object.entries(params ?? {}).map(([name, value]) => `${name}: ${valueText(value)}`),
  ].join('; ');
}

/** Returns the page's part of a command; undefined for a command of a later release. */
const pageCommandOf = (command: string): JobPageCommand | undefined =>
  (jobPageCommands as Partial<Record<string, JobPageCommand>>)[command];

const deletedText = (target: CleanTarget | null): string =>
  target === null ? 'Deletes nothing' : `Deletes ${CLEAN_TARGETS[target]}`;

function valueText(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return value;
  return JSON.stringify(value);
}
