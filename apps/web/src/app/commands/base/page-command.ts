import type { BodyOf } from '@reprise/api-client';
import type {
  ActionName,
  CleanPreview,
  CleanPreviews,
  CleanTarget,
  HistoryEntry,
  JobView,
  SessionView,
} from '@reprise/contracts';
import type { Api } from '../../core/api/api.ts';
import type { CountedCleans } from './count-cleans.ts';
import type { SelectedJobs } from './selected-jobs.ts';
import type { IconName } from '../../shared/parts/icons.ts';

/** A command as the page needs it beyond the catalogue of `@reprise/contracts`. */
export interface PageCommand {
  /** Reasons to suggest before any was given in this browser. */
  readonly reasons: readonly string[];
}

/** The dialog of a job command. `P`: what it reads before the command is sent. */
export interface JobPageCommand<P = unknown> extends PageCommand {
  /** Whether its dialog warns: something ends or is deleted. */
  readonly isDestructive: boolean;
  /** Whether its dialog has a preview table of what will run again and what stays cached. */
  readonly showsRun?: true;
  dialog(this: void, job: JobView, about: DialogContext<P>): DialogText;
  /** Text of the dialog for many jobs; by default the summary of the command. */
  readonly many?: (about: ManyContext) => Pick<DialogText, 'lead' | 'points' | 'isHarmless' | 'paths'>;
  /** Choices in its dialog, sent as flags of the body. */
  readonly options?: readonly CommandOption[];
  /** Values that its dialog asks for. */
  readonly fields?: readonly CommandField[];
  /** Facts that its dialog reads when it opens. */
  readonly preview?: CommandPreview<P>;
  /** Counts its effect on many jobs, and emits the growing sum. */
  readonly countMany?: (about: CountContext) => Promise<void>;
  /** Whether it affects remote tasks of many jobs, which are then counted for its text. */
  readonly actsElsewhere?: true;
  /** When it requires approval, if the settings name the command; absent: always. */
  readonly approval?: {
    readonly isNeeded: (job: Pick<JobView, 'status' | 'created_by'>, session: Pick<SessionView, 'actor'>) => boolean;
    /** Follows the verb: "of a completed job". */
    readonly text: string;
  };
  /** Files that it deletes by fields of its body, which have no other text: null for none. */
  readonly deletes?: {
    readonly fields: readonly string[];
    readonly target: (body: Readonly<Record<string, unknown>>) => CleanTarget | null;
  };
  /** A milder command to offer in its dialog, if the job allows it. */
  readonly alternative?: { readonly command: ActionName; readonly text: string };
  /**
   * The outcome, for a toast.
   * @param readLatest reads the latest entries of the job's history, the newest first
   * @param since sequence of the command
   */
  readonly outcome: (
    job: JobView,
    readLatest: () => Promise<HistoryEntry[]>,
    since: number,
  ) => string | Promise<string>;
}

/** Facts that the dialog of a command reads before it is sent. */
export interface CommandPreview<P> {
  /** The chosen flags that they depend on: read again when these change. */
  readonly about?: (chosen: ReadonlySet<CommandFlag>) => string;
  readonly read: (api: Api, job: JobView, about: string) => Promise<P>;
}

/** Counts what a clean of many jobs would delete. */
export interface CleanCounter {
  readonly cleanPreviews: (body: { job_ids: string[]; what?: CleanTarget }) => Promise<CleanPreviews>;
}

export interface CountContext extends Pick<DialogContext, 'chosen'> {
  readonly api: CleanCounter;
  readonly jobIds: readonly string[];
  /** Fields of the body that are settled. */
  readonly settled: object;
  readonly emit: (sum: CountedCleans) => void;
  readonly signal: AbortSignal;
}

export interface CommandOption {
  readonly flag: CommandFlag;
  readonly label: (job: JobView) => string;
  /** Label in bulk; absent: not offered there. */
  readonly labelOfMany?: string;
  /** Fields that it sends; the flag itself by default. */
  readonly body?: CommandInput;
  /** Whether it is offered for this job; always by default. */
  readonly isOffered?: (job: JobView) => boolean;
  /** Options with the same group exclude each other; the first is chosen unless another one is. */
  readonly group?: string;
}

/** An input of a dialog; `select` has choices that are read when it opens. */
export interface CommandField {
  readonly name: keyof CommandInput;
  /** Whether it takes a whole number. */
  readonly isNumber?: true;
  readonly label: string;
  readonly hint: string;
  readonly initial: (job: JobView) => string;
  /** Initial value in bulk; absent: not offered there. */
  readonly initialOfMany?: string;
  readonly choices?: (api: Api) => Promise<readonly string[]>;
}

/** Context of a dialog's text, beside the job. */
export interface DialogContext<P = unknown> {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Flags that are chosen. */
  readonly chosen: ReadonlySet<CommandFlag>;
  /** Facts read by its preview; null while it is being read, or if it cannot be read. */
  readonly preview: P | null;
  /** Reason why it cannot be read. */
  readonly problem?: string | null;
}

/** Context of the text of a command to many jobs. */
export interface ManyContext extends Pick<DialogContext, 'chosen'>, Partial<SelectedJobs> {
  /** Files that a clean would delete; null before the first are counted, a sentence if they cannot be counted. */
  readonly counted?: CountedCleans | string | null;
  /** Whether the dialog already says how many of the jobs refuse it. */
  readonly tellsRefusals?: boolean;
  /** Whether the files were chosen in advance, with a specific lead text. */
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
  /** Whether these choices delete nothing, although the command usually does. */
  readonly isHarmless?: boolean;
  /** Label of the button that changes nothing. */
  readonly dismiss: string;
}

/** Name of a choice in a dialog: a field of the body, unless the choice has a body of its own. */
export type CommandFlag = string;

type AnyBody = BodyOf<`/api/jobs/{id}/${ActionName}`>;
type FieldOf<Body> = Body extends unknown ? keyof Body : never;
type ValueOf<Body, Field> = Body extends unknown ? (Field extends keyof Body ? Body[Field] : never) : never;

/** Fields of the body of a command to a job, whichever it is. */
export type CommandInput = { [Field in FieldOf<AnyBody>]?: ValueOf<AnyBody, Field> };
