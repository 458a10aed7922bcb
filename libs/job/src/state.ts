import type {
  AttemptMode,
  CancelCleanTarget,
  CleanTarget,
  DataOf,
  DeletesOnCancel,
  FailureView,
  LaunchOptions,
  Params,
  PauseMode,
  ProcessIdentity,
  Resources,
  ResumeAfter,
  ResumeCause,
  ResumeHold,
  SyntaxParser,
  UnprovenDuring,
  UnprovenExecutor,
} from '@reprise/contracts';

/** Submission; unchanged except for `params` and `priority`. */
export interface Asked {
  readonly job_id: string;
  readonly sample_name: string;
  readonly pipeline: string;
  readonly pipeline_revision: string;
  readonly params: Params;
  /** How its runs are launched; none in jobs that gave no options, nor in states from before there were any. */
  readonly launch?: LaunchOptions | undefined;
  /** Samplesheet, written into the launch folder; none in most jobs. */
  readonly sheet?: DataOf<'submitted'>['sheet'];
  /** Cores and memory that its pipeline declares; none in most. */
  readonly resources?: Resources | undefined;
  /** Files that are deleted after a cancel, by its pipeline's policy as of the submission; none: they are kept. */
  readonly on_cancel?: DeletesOnCancel | undefined;
  /** Failures after which it is resumed by itself; none: a person resumes it. */
  readonly resume_after?: ResumeAfter | undefined;
  readonly queue: string;
  readonly priority: number;
  /** Sequence of the event that made the job pending: its age in the queue. */
  readonly waiting_since: number;
}

/** The attempt that is, or was last, under way. */
export interface Attempt {
  readonly attempt: number;
  readonly mode: AttemptMode;
  /** Event id of the request that made this attempt: what its events were caused by. */
  readonly requested_by: string;
  /** Actor of that request; absent in states of before this was recorded. */
  readonly asked_by?: string;
  readonly correlation_id: string;
  /** Trace context of the request; none in events from before it was recorded. */
  readonly traceparent?: string | undefined;
  /** Whether a rerun keeps the work dir that it does not use. */
  readonly keep_work_dir: boolean;
  /** Set on a rerun that keeps the results of earlier attempts. */
  readonly keep_results?: true | undefined;
  /** Set on a rerun that has no file of earlier attempts to delete: it can start on any storage. */
  readonly deletes_nothing?: true | undefined;
  /** Full process name of the step from which a restart runs again; on a restart only. */
  readonly from_step?: string | undefined;
  /** Set where an earlier attempt with the same work dir succeeded: its results may lie in the same output dir. */
  readonly goes_on_from_success?: true | undefined;
  /** Set on a resume that no person asked for: its cause, and which one it is since the last attempt that a person asked for. */
  readonly automatic_resume?: { readonly cause: ResumeCause; readonly number: number } | undefined;
}

/** Where and as what an attempt ran. Kept after its end: a resume goes on from here. */
export interface Run {
  readonly runner_id: string;
  readonly storage_id: string;
  readonly process: ProcessIdentity;
  readonly launch_dir: string;
  readonly work_dir: string;
  readonly output_dir: string;
  readonly started_at: string;
  /** Absent in states of before it was recorded. */
  readonly nextflow_version?: string;
  /** Absent where that version has but one. */
  readonly syntax_parser?: SyntaxParser | undefined;
}

/** A request that was accepted and whose effect is still to come. */
export interface Pending<K> {
  readonly kind: K;
  readonly seq: number;
  readonly event_id: string;
  readonly correlation_id: string;
  readonly traceparent?: string | undefined;
  /** Who asked, in order; absent in requests of before it was recorded. */
  readonly actors?: readonly string[] | undefined;
}

/** A pause that has taken effect. */
export interface Pause {
  readonly mode: PauseMode;
  readonly since: string;
}

/** When files were removed, and by which person or rule. */
export interface Cleaned {
  readonly at: string;
  readonly by: string;
}

/** Files of earlier attempts on a storage that a later rerun did not start on. */
export interface LeftFiles {
  readonly storage_id: string;
  /** Runner with that storage. */
  readonly runner_id: string;
  /** Latest attempt that ran there. */
  readonly attempt: number;
  /** Set where the rerun was asked to keep them. */
  readonly kept?: true;
  /** When the latest clean of them failed; absent where none did. */
  readonly clean_failed_at?: string;
}

/** Clean that left files. */
export interface CleanFailed {
  readonly at: string;
  readonly what: Cleaning['what'];
}

/** A clean that was requested and is not done. */
export interface Cleaning extends Pending<'cleaning'> {
  readonly what: CleanTarget | CancelCleanTarget;
  /** Set where results are kept that `what` would delete. */
  readonly keep_results?: true;
  /** Storage of files that a rerun left; absent: that of the latest run. */
  readonly storage_id?: string | undefined;
  /** Person or rule. */
  readonly by: string;
  readonly reason: string | null;
}

/** Latest report of an open attempt's runner that something is not proven. */
export interface UnprovenState {
  readonly since: string;
  readonly during: UnprovenDuring;
  readonly executors: readonly UnprovenExecutor[];
}

/** Who gave an attempt up, and what is not proven to have ended. */
export interface Abandoned extends Cleaned {
  readonly event_id: string;
  readonly correlation_id: string;
  readonly traceparent?: string | undefined;
  readonly executors: readonly UnprovenExecutor[];
}

interface Common extends Asked, Attempt {
  /** The latest run whose work dir a resume could use; none after a rerun was asked for. */
  readonly last_run: Run | null;
  /** The storage on which the results lie that a rerun was asked to delete; none where nothing ran before. */
  readonly results_on: string | null;
  /** The latest run on that storage; absent in states of before it was recorded. */
  readonly results_of?: { readonly runner_id: string; readonly attempt: number } | undefined;
  /** Files on other storages; absent where there are none. */
  readonly left?: readonly LeftFiles[] | undefined;
  /** Since when there is no work dir to resume from. */
  readonly cleaned: Cleaned | null;
  /** Since when no rule and no clean deletes its files; absent while one may. */
  readonly pinned?: Cleaned | undefined;
  /** Milliseconds that the attempt was paused, in pauses that are over; absent where there were none. */
  readonly paused_ms?: number;
}

interface Open extends Common {
  /** Absent while nothing was unproven. */
  readonly unproven?: UnprovenState;
}

export interface PendingJob extends Open {
  readonly status: 'pending';
  /** The runner that won it; it has not started yet. */
  readonly claimed_by: string | null;
  readonly pending_action: Pending<'cancelling'> | null;
}

export interface RunningJob extends Open {
  readonly status: 'running';
  readonly claimed_by: string;
  readonly last_run: Run;
  /** A pause that is under way has its mode. */
  readonly pending_action: Pending<'cancelling'> | (Pending<'pausing'> & { readonly mode: PauseMode }) | null;
}

export interface PausedJob extends Open {
  readonly status: 'paused';
  readonly pause: Pause;
  readonly claimed_by: string;
  readonly last_run: Run;
  readonly pending_action: Pending<'cancelling' | 'unpausing'> | null;
}

interface Ended extends Common {
  /** Set from an administrator's abandon until the end is proven: its files are neither used nor deleted. */
  readonly abandoned?: Abandoned;
  /** Since when the results are removed; absent while they are not. */
  readonly results_cleaned?: Cleaned | undefined;
  /** The latest clean, if it failed: it can be asked for again. */
  readonly clean_failed?: CleanFailed | undefined;
  readonly cleaning?: Cleaning | undefined;
}

export interface CompletedJob extends Ended {
  readonly status: 'completed';
}

export interface FailedJob extends Ended {
  readonly status: 'failed';
  readonly cause: FailureView['cause'];
  /**
   * Cause of this end that the policy of the job names, and whether a resume by it is due; absent where it names none. `held`:
   * what people had asked of the attempt, so that it is not due.
   */
  readonly interruption?:
    | { readonly cause: ResumeCause; readonly is_due: boolean; readonly held?: ResumeHold | undefined }
    | undefined;
}

export type OpenJob = PendingJob | RunningJob | PausedJob;
export type EndedJob = CompletedJob | FailedJob;
export type Job = OpenJob | EndedJob;

/** State of a job for `decide`; small, and stored in its row. */
export type JobState = { readonly status: 'unknown' } | Job;

export const unknownJob: JobState = { status: 'unknown' };

/** A job as of one of its lifecycle events. */
export interface KnownJob {
  readonly state: JobState;
  /** Sequence of that event: what an append expects; 0 where the job is unknown. */
  readonly life_seq: number;
}

export const nothingKnown: KnownJob = { state: unknownJob, life_seq: 0 };

export const isOpen = (state: JobState): state is OpenJob =>
  state.status === 'pending' || state.status === 'running' || state.status === 'paused';

/** The request under way, if there is one. */
export function pendingAction(state: JobState): Pending<string> | null {
  if (state.status === 'unknown') return null;
  return isOpen(state) ? state.pending_action : (state.cleaning ?? null);
}

/** Id of the storage with the job's files; null where nothing ran. */
export const storageOf = (job: Job): string | null => job.last_run?.storage_id ?? job.results_on;

/** Files that a rerun left on this storage. */
export const leftOn = ({ left = [] }: Job, storageId: string): LeftFiles | undefined =>
  left.find(({ storage_id }) => storage_id === storageId);

export const isCancelling = (job: OpenJob): boolean => job.pending_action?.kind === 'cancelling';

/**
 * Field of an ending event where a cancel came after the process had ended. Decided here, not by the runner: a cancel may
 * come between its look at the process and its append.
 */
export const lateCancel = (job: OpenJob): { cancel?: 'too_late' } => (isCancelling(job) ? { cancel: 'too_late' } : {});

/** Milliseconds of the attempt until `at` (ISO 8601) in which it was paused. */
export function pausedMs(job: Job, at: string): number {
  const now = job.status === 'paused' ? Math.max(0, Date.parse(at) - Date.parse(job.pause.since)) : 0;
  return (job.paused_ms ?? 0) + now;
}
