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
  /** Actor of the submission; absent in states from before this was recorded. */
  readonly submitted_by?: string | undefined;
  readonly sample_name: string;
  readonly pipeline: string;
  readonly pipeline_revision: string;
  readonly params: Params;
  /** Launch options; absent in jobs without options, and in states from before they existed. */
  readonly launch?: LaunchOptions | undefined;
  /** Samplesheet, written into the launch dir; usually absent. */
  readonly sheet?: DataOf<'submitted'>['sheet'];
  /** Cores and memory that its pipeline declares; usually absent. */
  readonly resources?: Resources | undefined;
  /** Files deleted after a cancel, by its pipeline's policy at submission; absent: they are kept. */
  readonly on_cancel?: DeletesOnCancel | undefined;
  /** Failures after which it is resumed automatically; absent: never. */
  readonly resume_after?: ResumeAfter | undefined;
  readonly queue: string;
  readonly priority: number;
  /** Sequence of the event that made the job pending; determines its age in the queue. */
  readonly waiting_since: number;
}

/** The current or last attempt. */
export interface Attempt {
  readonly attempt: number;
  readonly mode: AttemptMode;
  /** Event id of the request for this attempt: causation id of its events. */
  readonly requested_by: string;
  /** Actor of that request; absent in states from before this was recorded. */
  readonly asked_by?: string;
  readonly correlation_id: string;
  /** Trace context of the request; absent in events from before it was recorded. */
  readonly traceparent?: string | undefined;
  /** Whether a rerun keeps the work dir, which it does not use. */
  readonly keep_work_dir: boolean;
  /** Set on a rerun that keeps the results of earlier attempts. */
  readonly keep_results?: true | undefined;
  /** Set on a rerun that has no earlier files to delete: it can start on any storage. */
  readonly deletes_nothing?: true | undefined;
  /** Full process name of the step that a restart begins with; on restarts only. */
  readonly from_step?: string | undefined;
  /** Set if an earlier attempt with the same work dir succeeded: its results may be in the same output dir. */
  readonly goes_on_from_success?: true | undefined;
  /** Set on an automatic resume: its cause, and its number since the last attempt that a user requested. */
  readonly automatic_resume?: { readonly cause: ResumeCause; readonly number: number } | undefined;
}

/** Place and identity of an attempt's run. Kept after its end: a resume continues from it. */
export interface Run {
  readonly runner_id: string;
  readonly storage_id: string;
  readonly process: ProcessIdentity;
  readonly launch_dir: string;
  readonly work_dir: string;
  readonly output_dir: string;
  readonly started_at: string;
  /** Absent in states from before it was recorded. */
  readonly nextflow_version?: string;
  /** Absent if the version has only one. */
  readonly syntax_parser?: SyntaxParser | undefined;
}

/** An accepted request whose effect is pending. */
export interface Pending<K> {
  readonly kind: K;
  readonly seq: number;
  readonly event_id: string;
  readonly correlation_id: string;
  readonly traceparent?: string | undefined;
  /** Requesters in order; absent in requests from before it was recorded. */
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

/** Files of earlier attempts on a storage other than that of a later rerun. */
export interface LeftFiles {
  readonly storage_id: string;
  /** Runner with that storage. */
  readonly runner_id: string;
  /** Latest attempt that ran there. */
  readonly attempt: number;
  /** Set if the rerun was told to keep them. */
  readonly kept?: true;
  /** When their latest clean failed; absent if none did. */
  readonly clean_failed_at?: string;
}

/** Clean that left files behind. */
export interface CleanFailed {
  readonly at: string;
  readonly what: Cleaning['what'];
}

/** A requested clean that is not complete. */
export interface Cleaning extends Pending<'cleaning'> {
  readonly what: CleanTarget | CancelCleanTarget;
  /** Set if results are kept that `what` would delete. */
  readonly keep_results?: true;
  /** Storage with files left by a rerun; absent: that of the latest run. */
  readonly storage_id?: string | undefined;
  /** User or rule. */
  readonly by: string;
  readonly reason: string | null;
}

/** Latest report of an open attempt's runner about unproven executors. */
export interface UnprovenState {
  readonly since: string;
  readonly during: UnprovenDuring;
  readonly executors: readonly UnprovenExecutor[];
}

/** Who abandoned an attempt, and what is not proven to have ended. */
export interface Abandoned extends Cleaned {
  readonly event_id: string;
  readonly correlation_id: string;
  readonly traceparent?: string | undefined;
  readonly executors: readonly UnprovenExecutor[];
}

interface Common extends Asked, Attempt {
  /** The latest run whose work dir a resume could use; absent after a rerun was requested. */
  readonly last_run: Run | null;
  /** Storage of the results that a rerun should delete; absent if nothing ran before. */
  readonly results_on: string | null;
  /** The latest run on that storage; absent in states from before it was recorded. */
  readonly results_of?: { readonly runner_id: string; readonly attempt: number } | undefined;
  /** Files on other storages; absent if there are none. */
  readonly left?: readonly LeftFiles[] | undefined;
  /** Time since which there is no work dir to resume from. */
  readonly cleaned: Cleaned | null;
  /** Time since which rules and cleans skip its files; absent if they do not. */
  readonly pinned?: Cleaned | undefined;
  /** Milliseconds of the attempt's completed pauses; absent if there were none. */
  readonly paused_ms?: number;
}

interface Open extends Common {
  /** Absent if nothing was unproven. */
  readonly unproven?: UnprovenState;
}

export interface PendingJob extends Open {
  readonly status: 'pending';
  /** The runner that claimed it and has not started it yet. */
  readonly claimed_by: string | null;
  readonly pending_action: Pending<'cancelling'> | null;
}

export interface RunningJob extends Open {
  readonly status: 'running';
  readonly claimed_by: string;
  readonly last_run: Run;
  /** A pending pause has its mode. */
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
  /** Set from an administrator's abandon until the end is proven: files are neither used nor deleted. */
  readonly abandoned?: Abandoned;
  /** Time since which the results are removed; absent if they are not. */
  readonly results_cleaned?: Cleaned | undefined;
  /** The latest clean, if it failed: it can be requested again. */
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
   * Cause of this end that the job's policy names, and whether an automatic resume is due; absent if it names none.
   * `held`: a user had paused or cancelled the attempt, so none is due.
   */
  readonly interruption?:
    | { readonly cause: ResumeCause; readonly is_due: boolean; readonly held?: ResumeHold | undefined }
    | undefined;
}

export type OpenJob = PendingJob | RunningJob | PausedJob;
export type EndedJob = CompletedJob | FailedJob;
export type Job = OpenJob | EndedJob;

/** State of a job for `decide`; small, stored in its row. */
export type JobState = { readonly status: 'unknown' } | Job;

export const unknownJob: JobState = { status: 'unknown' };

/** A job as of one of its lifecycle events. */
export interface KnownJob {
  readonly state: JobState;
  /** Sequence of that event, for the expectation of an append; 0 if the job is unknown. */
  readonly life_seq: number;
}

export const nothingKnown: KnownJob = { state: unknownJob, life_seq: 0 };

export const isOpen = (state: JobState): state is OpenJob =>
  state.status === 'pending' || state.status === 'running' || state.status === 'paused';

/** The pending request, if any. */
export function pendingAction(state: JobState): Pending<string> | null {
  if (state.status === 'unknown') return null;
  return isOpen(state) ? state.pending_action : (state.cleaning ?? null);
}

/** Id of the storage with the job's files; null if nothing ran. */
export const storageOf = (job: Job): string | null => job.last_run?.storage_id ?? job.results_on;

/** Files left by a rerun on this storage. */
export const leftOn = ({ left = [] }: Job, storageId: string): LeftFiles | undefined =>
  left.find(({ storage_id }) => storage_id === storageId);

export const isCancelling = (job: OpenJob): boolean => job.pending_action?.kind === 'cancelling';

/**
 * Field of an ending event if a cancel came after the process had ended. Decided here, not by the runner: a cancel may
 * arrive between its check of the process and its append.
 */
export const lateCancel = (job: OpenJob): { cancel?: 'too_late' } => (isCancelling(job) ? { cancel: 'too_late' } : {});

/** Milliseconds for which the attempt was paused until `at` (ISO 8601). */
export function pausedMs(job: Job, at: string): number {
  const now = job.status === 'paused' ? Math.max(0, Date.parse(at) - Date.parse(job.pause.since)) : 0;
  return (job.paused_ms ?? 0) + now;
}
