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

/** Definition of a command for the page, in addition to the catalogue of `@reprise/contracts`. */
export interface PageCommand {
  /** Reasons to suggest until one has been given in this browser. */
  readonly reasons: readonly string[];
}

/** The dialog of a job command. `P` is the data that it reads before the command is sent. */
export interface JobPageCommand<P = unknown> extends PageCommand {
  /** Whether its dialog shows a warning, because something is ended or deleted. */
  readonly isDestructive: boolean;
  /** Whether its dialog has a preview table of the tasks that will run again or stay cached. */
  readonly showsRun?: true;
  dialog(this: void, job: JobView, about: DialogContext<P>): DialogText;
  /** Text of the dialog for many jobs; default: the summary of the command. */
  readonly many?: (about: ManyContext) => Pick<DialogText, 'lead' | 'points' | 'isHarmless' | 'paths'>;
  /** Choices in its dialog, which are sent as flags of the body. */
  readonly options?: readonly CommandOption[];
  /** Values that the user enters in its dialog. */
  readonly fields?: readonly CommandField[];
  /** Facts that its dialog reads when it opens. */
  readonly preview?: CommandPreview<P>;
  /** Counts its effect on many jobs and emits the growing sum. */
  readonly countMany?: (about: CountContext) => Promise<void>;
  /** Whether it affects remote tasks. They are counted for the dialog about many jobs. */
  readonly actsElsewhere?: true;
  /** When it requires approval if the settings name the command; if absent, it always does. */
  readonly approval?: {
    readonly isNeeded: (job: Pick<JobView, 'status' | 'created_by'>, session: Pick<SessionView, 'actor'>) => boolean;
    /** Text after the verb: "of a completed job". */
    readonly text: string;
  };
  /** Text about the files that it deletes, by fields of its body; null if it deletes none. */
  readonly deletes?: {
    readonly fields: readonly string[];
    readonly target: (body: Readonly<Record<string, unknown>>) => CleanTarget | null;
  };
  /** A milder command to offer in its dialog if the job allows it. */
  readonly alternative?: { readonly command: ActionName; readonly text: string };
  /**
   * Returns the text of the toast about the command's outcome.
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
  /** The chosen flags that the facts depend on. They are read again when these flags change. */
  readonly about?: (chosen: ReadonlySet<CommandFlag>) => string;
  /** Milliseconds after which the facts are read again while the dialog is open; default: never. */
  readonly rereadMs?: number;
  readonly read: (api: Api, job: JobView, about: string) => Promise<P>;
}

/** Counts the files that a clean of many jobs would delete. */
export interface CleanCounter {
  readonly cleanPreviews: (body: { job_ids: string[]; what?: CleanTarget }) => Promise<CleanPreviews>;
}

export interface CountContext extends Pick<DialogContext, 'chosen'> {
  readonly api: CleanCounter;
  readonly jobIds: readonly string[];
  /** Fields of the body that are fixed. */
  readonly settled: object;
  readonly emit: (sum: CountedCleans) => void;
  readonly signal: AbortSignal;
}

export interface CommandOption {
  readonly flag: CommandFlag;
  readonly label: (job: JobView) => string;
  /** Label for many jobs; if absent, the choice is not offered for them. */
  readonly labelOfMany?: string;
  /** Fields that it sends; default: the flag itself. */
  readonly body?: CommandInput;
  /** Whether it is offered for this job; it always is by default. */
  readonly isOffered?: (job: JobView) => boolean;
  /** Options of the same group exclude each other. The first one is chosen by default. */
  readonly group?: string;
}

/** An input of a dialog. `select` has choices that are read when the dialog opens. */
export interface CommandField {
  readonly name: keyof CommandInput;
  /** Whether it takes a whole number. */
  readonly isNumber?: true;
  /** Converts its text to the value that is sent; null if the field is not sent. */
  readonly parse?: (text: string) => object | null;
  /**
   * Returns why its text cannot be sent; empty if it can.
   * @param all the texts of all fields, once the user tries to send them
   */
  readonly problem?: (text: string, all?: Readonly<Record<string, string>>) => string;
  readonly label: string;
  readonly hint: string;
  readonly initial: (job: JobView) => string;
  /** Initial value for many jobs; if absent, the field is not offered for them. */
  readonly initialOfMany?: string;
  readonly choices?: (api: Api) => Promise<readonly string[]>;
}

/** Context of a dialog's text, in addition to the job. */
export interface DialogContext<P = unknown> {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Flags that are chosen. */
  readonly chosen: ReadonlySet<CommandFlag>;
  /** Facts that its preview read; null while they are being read, or if they cannot be read. */
  readonly preview: P | null;
  /** When the facts were requested, as `now`; default: now. */
  readonly readAt?: number;
  /** Why the facts cannot be read. */
  readonly problem?: string | null;
}

/** Context of the text of a command for many jobs. */
export interface ManyContext extends Pick<DialogContext, 'chosen'>, Partial<SelectedJobs> {
  /** Files that a clean would delete; null before the first ones are counted, a sentence if they cannot be counted. */
  readonly counted?: CountedCleans | string | null;
  /** Whether the dialog already says how many of the jobs refuse the command. */
  readonly tellsRefusals?: boolean;
  /** Whether the files were chosen in advance, with a specific lead text. */
  readonly isSettled?: boolean;
}

export interface DialogText {
  readonly title: string;
  readonly lead: string;
  readonly points: readonly { readonly icon: IconName; readonly strong: string; readonly text: string }[];
  /** Paths that are deleted, with their sizes. */
  readonly paths?: CleanPreview['paths'];
  /** Label of the button that sends the command. */
  readonly confirm: string;
  /** Whether the chosen options delete nothing, although the command usually does. */
  readonly isHarmless?: boolean;
  /** Label of the button that changes nothing. */
  readonly dismiss: string;
}

/** Name of a choice in a dialog. It is a field of the body, unless the choice has its own body. */
export type CommandFlag = string;

type AnyBody = BodyOf<`/api/jobs/{id}/${ActionName}`>;
type FieldOf<Body> = Body extends unknown ? keyof Body : never;
type ValueOf<Body, Field> = Body extends unknown ? (Field extends keyof Body ? Body[Field] : never) : never;

/** Fields of the body of any command for a job. */
export type CommandInput = { [Field in FieldOf<AnyBody>]?: ValueOf<AnyBody, Field> };
