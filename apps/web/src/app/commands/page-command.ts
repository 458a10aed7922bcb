import type { HistoryEntry, JobView } from '@reprise/contracts';
import type { IconName } from '../shared/icons.ts';

/** A command as the page needs it beyond the catalogue of `@reprise/contracts`. */
export interface PageCommand {
  /** Reasons to suggest before any was given in this browser. */
  readonly reasons: readonly string[];
}

/** A command to a job, with its button, key and dialog. */
export interface JobPageCommand extends PageCommand {
  readonly key: string;
  /** Whether its button is red. */
  readonly isRed: boolean;
  /** Whether its dialog warns: something ends or is deleted. */
  readonly isDestructive: boolean;
  /** `pending_action` of a job on which it is in flight. */
  readonly pendingAction?: JobView['pending_action'];
  /** Reason why its button is shown disabled; null where the button is hidden. */
  readonly whyDisabled?: (job: Pick<JobView, 'status' | 'resumable'>) => string | null;
  readonly dialog: (job: JobView, now: number) => DialogText;
  /** A choice in its dialog, sent as a flag of the body. */
  readonly option?: { readonly flag: CommandFlag; readonly label: (job: JobView) => string };
  /** A milder command to offer in its dialog, where the job allows it. */
  readonly alternative?: { readonly command: JobView['allowed_actions'][number]; readonly text: string };
  /** The outcome, for a toast. */
  readonly outcome: (job: JobView, readHistory: () => Promise<HistoryEntry[]>) => string | Promise<string>;
}

export interface DialogText {
  readonly title: string;
  readonly lead: string;
  readonly points: readonly { readonly icon: IconName; readonly strong: string; readonly text: string }[];
  /** Label of the button that sends the command. */
  readonly confirm: string;
  /** Label of the button that leaves everything as it is. */
  readonly dismiss: string;
}

type CommandFlag = 'keep_work_dir';
export type CommandInput = { reason?: string } & Partial<Record<CommandFlag, boolean>>;
