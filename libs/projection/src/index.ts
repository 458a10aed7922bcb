import type { MikroORM } from '@mikro-orm/postgresql';
import type { AttemptView, HistoryEntry, JobListQuery, JobsSummary, JobView, Page, TaskView } from '@reprise/contracts';
import type { EventLog } from '@reprise/event-log';
import type { JobState, QueueState } from '@reprise/job';
import type { Observable } from 'rxjs';

// ---- the database ---------------------------------------------------------------------------------------------------

export interface ReadModelOptions {
  readonly databaseUrl: string;
  /** Default `rm`. */
  readonly schema?: string;
  /** Most connections of the pool; default 10. */
  readonly poolSize?: number;
}

/** The projection's database, open and migrated. Every query below takes it as its first argument. */
export interface ReadModel {
  readonly orm: MikroORM;
  readonly schema: string;
  readonly databaseUrl: string;
  close(): Promise<void>;
}

/** Connects and brings the tables up to date, under an advisory lock: two gateways may start at once. */
export declare function openReadModel(options: ReadModelOptions): Promise<ReadModel>;

// ---- the projector --------------------------------------------------------------------------------------------------

export type ProjectorState =
  | 'catching_up'
  | 'following'
  /** Another gateway's projector is the active one; this one takes over when that ends. */
  | 'standby'
  /** The log is another one than this projection was built from: `problem` says what to do. */
  | 'stream_changed'
  | 'database_away'
  | 'log_away'
  /** A batch cannot be written; `problem` says which and why. It is tried again. */
  | 'stuck'
  | 'stopped';

export interface ProjectorStatus {
  readonly state: ProjectorState;
  /** Sequence of the last event whose effect is in the tables. */
  readonly position: number;
  /** Last sequence of the log, as last looked at (about once a second). */
  readonly head: number;
  /** `head - position`, in events. */
  readonly lag: number;
  /** Over the last ten seconds or so. */
  readonly events_per_second: number;
  /** A sentence for a person, where something is wrong. */
  readonly problem: string | null;
}

export interface ProjectorOptions {
  readonly readModel: ReadModel;
  readonly log: EventLog;
  /** Told of each change of state, for the log file. */
  readonly onState?: (status: ProjectorStatus) => void;
}

export interface Projector {
  status(): ProjectorStatus;
  /** Ends after the batch under way. */
  stop(): Promise<void>;
}

/** Starts following the log into the tables, or waits on standby for its turn. Never throws; `status` tells. */
export declare function startProjector(options: ProjectorOptions): Projector;

// ---- what changed, after each commit --------------------------------------------------------------------------------

export interface TaskKey {
  readonly job_id: string;
  readonly attempt: number;
  readonly hash: string;
}

/** What one committed batch (or, after a lost connection, several) changed: everything in `(after, seq]`. */
export interface Change {
  readonly after: number;
  readonly seq: number;
  readonly jobs: readonly string[];
  readonly tasks: readonly TaskKey[];
  /** Of every job, ascending by seq. */
  readonly history: readonly (HistoryEntry & { readonly job_id: string })[];
}

/** Hears of every commit of the active projector, in whichever gateway that runs (LISTEN/NOTIFY). */
export interface ChangeFeed {
  /** Hot; reads nothing while nobody is subscribed. Survives a restart of Postgres without a gap. */
  readonly changes: Observable<Change>;
  /** Sequence up to which the tables are known to be written. */
  position(): number;
  /** For `?min_seq=`: true as soon as the tables hold `seq`; false when `timeoutMs` has passed before. */
  waitFor(seq: number, timeoutMs: number): Promise<boolean>;
  stop(): Promise<void>;
}

export declare function startChangeFeed(readModel: ReadModel): Promise<ChangeFeed>;

// ---- queries --------------------------------------------------------------------------------------------------------

/** A cursor that this query did not give, or gave for another sort. */
export declare class InvalidCursorError extends Error {
  readonly code: 'INVALID_CURSOR';
}

export type WorkDir = 'present' | 'absent' | 'unknown';

/** One job, or null. `workDir`: what a runner answered about its work dir; default `unknown`. */
export declare function readJob(readModel: ReadModel, jobId: string, workDir?: WorkDir): Promise<JobView | null>;
/** Those of the jobs that exist, in no order. */
export declare function readJobs(readModel: ReadModel, jobIds: readonly string[]): Promise<JobView[]>;
/** @throws InvalidCursorError */
export declare function listJobs(readModel: ReadModel, query: Omit<JobListQuery, 'min_seq'>): Promise<Page<JobView>>;
export type JobFilter = Pick<JobListQuery, 'cause' | 'pipeline' | 'created_by' | 'q'>;
export declare function summarizeJobs(readModel: ReadModel, filter: JobFilter): Promise<JobsSummary>;
/** For SSE with `Last-Event-ID`: jobs whose `last_seq` is above `seq`, ascending by it. */
export declare function jobsChangedSince(readModel: ReadModel, seq: number, limit?: number): Promise<JobView[]>;

export interface PageQuery {
  /** Default 100, at most 1000. */
  readonly limit?: number;
  readonly cursor?: string | undefined;
}
/** Ascending by seq. @throws InvalidCursorError */
export declare function listHistory(
  readModel: ReadModel,
  jobId: string,
  query?: PageQuery,
): Promise<Page<HistoryEntry>>;
/** History entries above `seq`, for SSE of one job. */
export declare function historySince(
  readModel: ReadModel,
  jobId: string,
  seq: number,
  limit?: number,
): Promise<HistoryEntry[]>;
/** Ascending by attempt. */
export declare function listAttempts(readModel: ReadModel, jobId: string): Promise<AttemptView[]>;
/** In the order in which they were first seen; of one attempt or of all. @throws InvalidCursorError */
export declare function listTasks(
  readModel: ReadModel,
  jobId: string,
  query?: PageQuery & { readonly attempt?: number | undefined },
): Promise<Page<TaskView>>;
export declare function readTasks(
  readModel: ReadModel,
  keys: readonly TaskKey[],
): Promise<(TaskView & { job_id: string })[]>;

/** What deciding starts from: add the `life.*` events after `life_seq`. An unknown job has `life_seq` 0. */
export declare function readJobState(
  readModel: ReadModel,
  jobId: string,
): Promise<{ state: JobState; life_seq: number }>;

/** The event of this job's `life` or `refused` history with this id: for idempotent commands. */
export declare function findEvent(readModel: ReadModel, jobId: string, eventId: string): Promise<HistoryEntry | null>;

export interface OpenJobs {
  /** Follow the log from `as_of + 1`. */
  readonly as_of: number;
  readonly jobs: readonly { readonly state: JobState; readonly life_seq: number }[];
  readonly queues: readonly { readonly name: string; readonly state: QueueState; readonly last_seq: number }[];
}
/** All jobs that are not final, and all queues, as of one sequence: what a runner starts from. */
export declare function readOpenJobs(readModel: ReadModel): Promise<OpenJobs>;

// ---- rebuild --------------------------------------------------------------------------------------------------------

export interface RebuildProgress {
  readonly phase: 'reading' | 'indexing' | 'swapping' | 'done';
  readonly events: number;
  readonly head: number;
  readonly events_per_second: number;
}
export interface RebuildOptions {
  readonly databaseUrl: string;
  readonly log: EventLog;
  readonly schema?: string;
  readonly onProgress?: (progress: RebuildProgress) => void;
  readonly signal?: AbortSignal;
}
/** Builds the tables anew from the log, beside the live ones, and swaps them in. The live projector goes on. */
export declare function rebuild(options: RebuildOptions): Promise<{ events: number; duration_ms: number }>;

/** SHA-256 of each table's rows in the order of its key: equal digests, equal projections. */
export declare function digest(readModel: ReadModel): Promise<Record<string, string>>;
