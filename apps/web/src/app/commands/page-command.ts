import type {
  CleanPreview,
  CleanTarget,
  HistoryEntry,
  JobUsage,
  JobView,
  Params,
  PausePreview,
} from '@reprise/contracts';
import type { Api } from '../core/api/api.ts';
import type { CountedCleans } from './bulk/count-cleans.ts';
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
  /** Whether it is in the menu of a job, and has no button of its own. */
  readonly isInMenu?: true;
  /** Whether its dialog warns: something ends or is deleted. */
  readonly isDestructive: boolean;
  /** Label in the menu, where it is another one than that of its button. */
  readonly menuLabel?: string;
  /** Whether its dialog shows what will run again and what stays cached. */
  readonly showsRun?: true;
  /** `pending_action` of a job on which it is in flight. */
  readonly pendingAction?: JobView['pending_action'];
  /** Reason why its button is shown disabled; null where the button is hidden. */
  readonly whyDisabled?: (job: Pick<JobView, 'status' | 'resumable'>) => string | null;
  readonly dialog: (job: JobView, about: DialogContext) => DialogText;
  /** Text of the dialog for many jobs; by default the summary of the command. */
  readonly many?: (about: ManyContext) => Pick<DialogText, 'lead' | 'points' | 'isHarmless' | 'paths'>;
  /** Choices in its dialog, sent as flags of the body. */
  readonly options?: readonly CommandOption[];
  /** Values that its dialog asks for. */
  readonly fields?: readonly CommandField[];
  /** Whether its dialog tells how many files there are: they are counted when it opens. */
  readonly countsFiles?: true;
  /** Body field `what` whose clean its dialog previews, for the flags that are chosen. */
  readonly previews?: (chosen: ReadonlySet<CommandFlag>) => CleanTarget;
  /** Whether its dialog names the time limits of running steps: they are read when it opens. */
  readonly showsLimits?: true;
  /** A milder command to offer in its dialog, where the job allows it. */
  readonly alternative?: { readonly command: JobView['allowed_actions'][number]; readonly text: string };
  /** The outcome, for a toast. */
  readonly outcome: (job: JobView, readHistory: () => Promise<HistoryEntry[]>) => string | Promise<string>;
}

export interface CommandOption {
  readonly flag: CommandFlag;
  readonly label: (job: JobView) => string;
  /** Label where the command goes to many jobs; none: it is not offered there. */
  readonly labelOfMany?: string;
  /** Fields that it sends; the flag itself by default. */
  readonly body?: CommandInput;
  /** Whether it is offered for this job; always by default. */
  readonly isOffered?: (job: JobView) => boolean;
  /** Options with the same group exclude each other; the first is chosen unless another one is. */
  readonly group?: string;
}

/** A value that a dialog asks for; `select` has choices that are read when it opens. */
export interface CommandField {
  readonly name: 'priority' | 'queue';
  readonly label: string;
  readonly hint: string;
  readonly initial: (job: JobView) => string;
  /** Initial value where the command goes to many jobs; none: it is not asked for there. */
  readonly initialOfMany?: string;
  readonly choices?: (api: Api) => Promise<readonly string[]>;
}

/** Context of a dialog's text, beside the job. */
export interface DialogContext {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Flags that are chosen. */
  readonly chosen: ReadonlySet<CommandFlag>;
  /** The job's files; null while they are counted, or where their runner does not answer. */
  readonly usage: JobUsage | null;
  /** Files that a clean would delete; null while it is counted, a sentence where it cannot be. */
  readonly preview?: CleanPreview | string | null;
  /** Time limits of running steps; null while they are read, or where they cannot be. */
  readonly limits?: PausePreview | null;
}

/** Context of the text of a command to many jobs. */
export interface ManyContext extends Pick<DialogContext, 'chosen'> {
  /** Files that a clean would delete; null before the first are counted, a sentence where they cannot be. */
  readonly counted?: CountedCleans | string | null;
  /** Whether the dialog says already how many of the jobs refuse it. */
  readonly tellsRefusals?: boolean;
  /** Whether the files are settled where it was asked for, with a lead of its own. */
  readonly isSettled?: boolean;
}

export interface DialogText {
  readonly title: string;
  readonly lead: string;
  readonly points: readonly { readonly icon: IconName; readonly strong: string; readonly text: string }[];
  /** Paths that are deleted, and their bytes. */
  readonly paths?: CleanPreview['paths'];
  /** Label of the button that sends the command. */
  readonly confirm: string;
  /** Whether nothing is deleted by these choices, where the command otherwise does. */
  readonly isHarmless?: boolean;
  /** Label of the button that leaves everything as it is. */
  readonly dismiss: string;
}

export type CommandFlag = 'keep_work_dir' | 'keep_results' | 'drain' | 'front' | CleanTarget;
export type CommandInput = {
  reason?: string;
  mode?: 'drain';
  what?: CleanTarget;
  step?: string;
  params?: Params;
  priority?: number | 'front';
  queue?: string;
} & Partial<Record<CommandFlag, boolean>>;
