export { canonicalContent, type Content } from './chain/canonical-content.ts';
export * from './chain/chain.ts';
export * from './changes/change.ts';
export * from './changes/change-feed.ts';
export { anyOf, databaseOf, type Database } from './database.ts';
export { isDatabaseAway } from './database-away.ts';
export { findDamage, isDatabaseDamaged, REPAIR_TABLES, type Damage } from './database-damage.ts';
export type { AuditRow } from './entities/index.ts';
export { isoTime } from './entities/iso-time.ts';
export { lockInTransaction } from './locks.ts';
export { migrate, type Migrations } from './migrate.ts';
export { assertFollowed } from './projector/assert-followed.ts';
export { followStream, readPosition, genesisPosition, type Position } from './projector/checkpoint.ts';
export type { PositionObserver } from './projector/position-observer.ts';
export { startProjector, type Projector, type ProjectorOptions } from './projector/projector.ts';
export type { ProjectorState, ProjectorStatus } from './projector/status.ts';
export { streamChangedProblem } from './projector/stream-changed-problem.ts';
export * from './queries/jobs/as-of.ts';
export { listAttempts } from './queries/attempts/attempts.ts';
export { auditActors, exportAudit, listAudit } from './queries/audit/list-audit.ts';
export { countQuarantined, listQuarantined, readQuarantined } from './queries/audit/list-quarantined.ts';
export * from './queries/jobs/chosen-jobs.ts';
export { latestRuns, type CompletedRun } from './queries/attempts/latest-runs.ts';
export { countAttempts, type AttemptCount } from './queries/attempts/count-attempts.ts';
export {
  decodeCursor,
  InvalidCursorError,
  isTimestamp,
  limitOf,
  pageOf,
  pageOfList,
  type PageOptions,
} from './queries/cursor.ts';
export { frozenSpans, type FrozenSpan } from './queries/queues/frozen-spans.ts';
export { historySince, listHistory, refusalDetails } from './queries/history.ts';
export { listDueResumes } from './queries/jobs/due-resumes.ts';
export type { JobFilter } from './queries/jobs/job-filter.ts';
export * from './queries/jobs/job-state.ts';
export * from './queries/queues/queue-line.ts';
export * from './queries/queues/queues.ts';
export type { WorkDir } from './queries/jobs/job-view.ts';
export * from './queries/jobs/list-jobs.ts';
export { listOpenJobs, type OpenJobInputs } from './queries/jobs/open-jobs.ts';
export * from './queries/jobs/read-job.ts';
export { latestAttempts, sessionTasks, usualDurations } from './queries/attempts/session-tasks.ts';
export { listStoredJobs, type KnownStoredJob } from './queries/jobs/stored-jobs.ts';
export * from './queries/jobs/summarize-jobs.ts';
export { listTasks, readTasks, taskView, type TaskKey } from './queries/attempts/tasks.ts';
export { fork, openReadModel, type ReadModel, type ReadModelOptions } from './read-model.ts';
export { readLastRebuild } from './rebuild/last-rebuild.ts';
export type { TableComparison } from './rebuild/contents.ts';
export { HeadMismatchError } from './rebuild/match-heads.ts';
export * from './rebuild/rebuild.ts';
export { auditRow } from './rows/audit-row.ts';
export { pgText } from './rows/pg-values.ts';
export { inTransaction, snapshot } from './transaction.ts';
