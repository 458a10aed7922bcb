import type {
  AttemptMode,
  CancelCleanTarget,
  CleanTarget,
  DataOf,
  DeletesOnCancel,
  FailureView,
  Labels,
  LaunchOptions,
  Membership,
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

/** Submission; unchanged except for `params`, `priority` and `labels`. */
export interface Asked extends Membership {
  readonly job_id: string;
  /** Actor of the submission. */
  readonly submitted_by: string;
  readonly sample_name: string;
  readonly pipeline: string;
  readonly pipeline_revision: string;
  readonly params: Params;
  /** Launch options; absent in jobs without options, and in states recorded before options existed. */
  readonly launch?: LaunchOptions | undefined;
  /** Samplesheet that is written into the launch dir; usually absent. */
  readonly sheet?: DataOf<'submitted'>['sheet'];
  /** Cores and memory that its pipeline declares; usually absent. */
  readonly resources?: Resources | undefined;
  /** Files deleted after a cancel, by its pipeline's policy at submission; if absent, they are kept. */
  readonly on_cancel?: DeletesOnCancel | undefined;
  /** Failures after which it is resumed automatically; if absent, it never is. */
  readonly resume_after?: ResumeAfter | undefined;
  /** Labels by key; absent if there are none. */
  readonly labels?: Labels | undefined;
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
  /** Actor of that request; absent in states recorded without it. */
  readonly asked_by?: string;
  readonly correlation_id: string;
  /** Trace context of the request; absent in events recorded without it. */
  readonly traceparent?: string | undefined;
  /** Whether a rerun keeps the work dir, although it does not use it. */
  readonly keep_work_dir: boolean;
  /** Set on a rerun that keeps the results of earlier attempts. */
  readonly keep_results?: true | undefined;
  /** Set on a rerun without earlier files to delete, which can therefore start on any storage. */
  readonly deletes_nothing?: true | undefined;
  /** Full process name of the step that a restart begins with; on restarts only. */
  readonly from_step?: string | undefined;
  /** Set if an earlier attempt with the same work dir succeeded, because its results may be in the same output dir. */
  readonly goes_on_from_success?: true | undefined;
  /** Set on an automatic resume: its cause, and its number since the last attempt that a user requested. */
  readonly automatic_resume?: { readonly cause: ResumeCause; readonly number: number } | undefined;
}

/** Place and identity of an attempt's run. Kept after the end, because a resume continues from it. */
export interface Run {
  readonly runner_id: string;
  readonly storage_id: string;
  readonly process: ProcessIdentity;
  readonly launch_dir: string;
  readonly work_dir: string;
  readonly output_dir: string;
  readonly started_at: string;
  /** Absent in states recorded without it. */
  readonly nextflow_version?: string;
  /** Absent if the version has only one parser. */
  readonly syntax_parser?: SyntaxParser | undefined;
}

/** An accepted request that has not taken effect yet. */
export interface Pending<K> {
  readonly kind: K;
  readonly seq: number;
  readonly event_id: string;
  readonly correlation_id: string;
  readonly traceparent?: string | undefined;
  /** Requesters in order; absent in requests recorded without them. */
  readonly actors?: readonly string[] | undefined;
}

/** A pause that has taken effect. */
export interface Pause {
  readonly mode: PauseMode;
  readonly since: string;
}

/** When files were removed, and the person or rule that removed them. */
export interface Cleaned {
  readonly at: string;
  readonly by: string;
}

/** Files of earlier attempts on storage other than that of a later rerun. */
export interface LeftFiles {
  readonly storage_id: string;
  /** Runner that has this storage. */
  readonly runner_id: string;
  /** Latest attempt that ran there. */
  readonly attempt: number;
  /** Set if the rerun was requested to keep them. */
  readonly kept?: true;
  /** When their latest clean failed; absent if no clean failed. */
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
  /** Storage with files that a rerun left behind; absent for the storage of the latest run. */
  readonly storage_id?: string | undefined;
  /** User or rule that requested it. */
  readonly by: string;
  readonly reason: string | null;
}

/** Latest report of an open attempt's runner about unproven executors. */
export interface UnprovenState {
  readonly since: string;
  readonly during: UnprovenDuring;
  readonly executors: readonly UnprovenExecutor[];
}

/** Who abandoned an attempt, and which tasks are not proven to have ended. */
export interface Abandoned extends Cleaned {
  readonly event_id: string;
  readonly correlation_id: string;
  readonly traceparent?: string | undefined;
  readonly executors: readonly UnprovenExecutor[];
}

interface Common extends Asked, Attempt {
  /** The latest run whose work dir a resume could use; absent after a rerun was requested. */
  readonly last_run: Run | null;
  /** Storage with the results that a rerun should delete; absent if nothing ran before. */
  readonly results_on: string | null;
  /** The latest run on that storage; absent in states recorded without it. */
  readonly results_of?: { readonly runner_id: string; readonly attempt: number } | undefined;
  /** Files on other storage; absent if there are none. */
  readonly left?: readonly LeftFiles[] | undefined;
  /** Time since which there is no work dir to resume from; null if there is one. */
  readonly cleaned: Cleaned | null;
  /** Time since which retention rules and cleans skip its files; absent if they do not. */
  readonly pinned?: Cleaned | undefined;
  /** Milliseconds of the attempt's completed pauses; absent if there were none. */
  readonly paused_ms?: number;
}

interface Open extends Common {
  /** Absent if everything is proven. */
  readonly unproven?: UnprovenState;
}

export interface PendingJob extends Open {
  readonly status: 'pending';
  /** Runner that claimed it and has not started it yet. */
  readonly claimed_by: string | null;
  readonly pending_action: Pending<'cancelling'> | null;
}

export interface RunningJob extends Open {
  readonly status: 'running';
  readonly claimed_by: string;
  readonly last_run: Run;
  /** A pending pause includes its mode. */
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
  /** Set when an administrator abandons it, until its end is proven: files are neither used nor deleted. */
  readonly abandoned?: Abandoned;
  /** Time when the results were removed; absent if they were not. */
  readonly results_cleaned?: Cleaned | undefined;
  /** The latest clean if it failed, so that it can be requested again. */
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
   * The cause of this end if the job's policy names it, and whether an automatic resume is due; absent if the policy
   * does not name it. `held`: a user had paused or cancelled the attempt, so none is due.
   */
  readonly interruption?:
    | { readonly cause: ResumeCause; readonly is_due: boolean; readonly held?: ResumeHold | undefined }
    | undefined;
}

export type OpenJob = PendingJob | RunningJob | PausedJob;
export type EndedJob = CompletedJob | FailedJob;
export type Job = OpenJob | EndedJob;

/** State of a job that `decide` uses. It is small and stored in the job's row. */
export type JobState = { readonly status: 'unknown' } | Job;

export const unknownJob: JobState = { status: 'unknown' };

/** State of a job as of one of its lifecycle events. */
export interface KnownJob {
  readonly state: JobState;
  /** Sequence of that event, which an append expects; 0 if the job is unknown. */
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

/** Id of the storage that has the job's files; null if nothing ran. */
export const storageOf = (job: Job): string | null => job.last_run?.storage_id ?? job.results_on;

/** Files that a rerun left behind on this storage. */
export const leftOn = ({ left = [] }: Job, storageId: string): LeftFiles | undefined =>
  left.find(({ storage_id }) => storage_id === storageId);

export const isCancelling = (job: OpenJob): boolean => job.pending_action?.kind === 'cancelling';

/**
 * Field of an ending event that marks a cancel requested after the process had ended. Determined here rather than by
 * the runner, because a cancel may arrive between its check of the process and its append.
 */
export const lateCancel = (job: OpenJob): { cancel?: 'too_late' } => (isCancelling(job) ? { cancel: 'too_late' } : {});

/** Milliseconds for which the attempt was paused until `at` (ISO 8601). */
export function pausedMs(job: Job, at: string): number {
  const now = job.status === 'paused' ? Math.max(0, Date.parse(at) - Date.parse(job.pause.since)) : 0;
  return (job.paused_ms ?? 0) + now;
}
