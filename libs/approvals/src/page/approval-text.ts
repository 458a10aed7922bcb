import type { CleanTarget, CommandName } from '@reprise/contracts';
import { capital } from '@reprise/web/shared/format.ts';
import { verbBeforeJob, verbOf } from '@reprise/web/shared/history/command-verb.ts';
import { CLEAN_TARGETS } from '@reprise/web/shared/history/clean-text.ts';
import type { IconName } from '@reprise/web/shared/icons.ts';
import type { ApprovalStatus, ApprovalView } from '../contract/index.ts';

type Asked = Pick<ApprovalView, 'command'>;

/** "Rerun", "Change the priority". */
export const commandWord = ({ command }: Asked): string => capital(verbOf(command));
/** As it stands before the sample's name: "Rerun", "Change the priority of". */
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

/** Returns how a request stands: the job may have refused an approved command. */
export function statusText({ status, refusal }: Pick<ApprovalView, 'status' | 'refusal'>): StatusText {
  return refusal ? { word: 'Approved, refused by the job', icon: 'circle-x', tone: 'failed' } : STATUS_WORDS[status];
}

/** Which commands wait for a second person. */
export function approvedText(approvals: readonly CommandName[]): string {
  if (approvals.length === 0)
    return 'No command needs a second person here. Whoever runs the server names those that do in REPRISE_APPROVALS.';
  const names = approvals.map((command) => `${verbOf(command)}${ONLY[command] ?? ''}`).join(', ');
  return `These commands wait until a second person approves them: ${names}.`;
}

/** Commands that wait in some cases only. */
const ONLY: Partial<Record<CommandName, string>> = {
  rerun: ' of a completed job',
  cancel: " of another person's job",
};

/** Words for what a command would do, by the fields of its request: "Deletes work dir and results", "step: ALIGN"; empty without any. */
export function requestText({ command, body }: Pick<ApprovalView, 'command' | 'body'>): string {
  const { reason: _, params, ...fields } = body;
  if (command === 'clean') return `Deletes ${CLEAN_TARGETS[(fields['what'] ?? 'work_dir') as CleanTarget]}`;
  const { keep_work_dir, keep_results, ...others } = fields;
  const deletes = command === 'rerun' ? [rerunDeletes(keep_work_dir === true, keep_results === true)] : [];
  const named = Object.entries(command === 'rerun' ? others : fields);
  return [
    ...deletes,
    ...named.map(([name, value]) => `${name.replaceAll('_', ' ')}: ${valueText(value)}`),
    ...Object.entries(params ?? {}).map(([name, value]) => `${name}: ${valueText(value)}`),
  ].join('; ');
}

function rerunDeletes(keepsWorkDir: boolean, keepsResults: boolean): string {
  if (keepsWorkDir && keepsResults) return 'Deletes nothing';
  return `Deletes ${CLEAN_TARGETS[keepsResults ? 'work_dir' : keepsWorkDir ? 'results' : 'all']}`;
}

function valueText(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return value;
  return JSON.stringify(value);
}
