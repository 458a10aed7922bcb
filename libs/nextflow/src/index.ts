/** Nextflow and its processes: start under a supervisor, adopt, end, watch, explain. Knows neither jobs nor events. */
export type { ProcessIdentity } from './process/process-identity.ts';
export { expectCgroupEntry } from './process/cgroup.ts';
export { namesOf } from './process/is-task-in.ts';
export { listTree, listTreesOfNow, type AttemptTies } from './process/list-tree.ts';
export type { ProcessStat } from './process/process-stat.ts';
export type { CgroupSetting, Ended, GateAnswer, Inspection, Launch, LaunchSpec, Marker } from './supervise/spec.ts';
export { attemptFiles, type AttemptPaths } from './supervise/attempt-files.ts';
export { launchGated } from './supervise/launch-gated.ts';
export { abortGate, openGate } from './supervise/gate.ts';
export { inspectAttempt } from './supervise/inspect-attempt.ts';
export { waitForEnd } from './supervise/wait-for-end.ts';
export { terminateTree, sweepOrphans } from './terminate/terminate-tree.ts';
export { waitForAbort } from './terminate/wait-for-abort.ts';
export type { TerminationReport, TerminationSpec, SentSignal } from './terminate/termination-report.ts';
export { pauseTree, type PauseMode } from './pause/pause-tree.ts';
export { unpauseTree } from './pause/unpause-tree.ts';
export { compileScript } from './compile/compile-script.ts';
export { readTimeLimits } from './limits/read-time-limits.ts';
export { nextflowCommand, type RunSpec } from './command/nextflow-command.ts';
export { readVersion, type NextflowVersion } from './command/nextflow-version.ts';
export { sessionOf } from './command/session-history.ts';
export { logMessages } from './watch/log-messages.ts';
export { openSubmissions } from './watch/open-submissions.ts';
export { watchTasks, type WatchSpec } from './watch/watch-tasks.ts';
export { submittedTasks } from './watch/submitted-tasks.ts';
export { exitCodeIn } from './watch/task-dir.ts';
export type { TaskObservation } from './watch/task-observation.ts';
export type { EarlierAttempt } from './cache/earlier-tasks.ts';
export { withoutDumps } from './cache/hash-dump.ts';
export { explainFailure } from './failure/explain-failure.ts';
export {
  completionWarnings,
  failureWarnings,
  type EndedRun,
  type RunWarning,
} from './completion/completion-warnings.ts';
export { cacheDatabase, isEmptyCache } from './completion/uncached-reason.ts';
export { hasFinishedTasks } from './failure/has-finished-tasks.ts';
export type { FailureDigest } from './failure/failure-digest.ts';
export { waitForHang, type HangSpec } from './stall/wait-for-hang.ts';
export { waitForStall, type StallSpec } from './stall/wait-for-stall.ts';
export { readLineage, type Lineage } from './lineage/read-lineage.ts';
export { readPlan, type Plan, type PlanSpec } from './plan/read-plan.ts';
export { readWrapper, type Wrapper } from './containers/read-wrapper.ts';
export { engineOf, usedEngines, type UsedEngine } from './containers/used-engines.ts';
export { removeLeftContainers } from './containers/remove-left-containers.ts';
export { moveIncompleteTasks } from './files/move-incomplete-tasks.ts';
export { moveHalfPublished } from './files/move-half-published.ts';
export { recordedTasks, type RecordedTask } from './session/recorded-tasks.ts';
export { SessionTasks } from './session/session-tasks.ts';
export { clearPaths, type ClearResult } from './files/clear-paths.ts';
export { deletePaths, type Deletion, type PathLeft } from './files/delete-paths.ts';
export { collectOutputs, type Collected, type CollectOptions, type OutputFile } from './files/collect-outputs.ts';
export { inFolder } from './files/open-folder.ts';
export { readText, type TextChunk } from './files/read-text.ts';
export { chooseIsolation, type IsolationSpec } from './isolate/choose-isolation.ts';
export { noIsolation, type Isolation, type IsolationKind } from './isolate/isolation.ts';
export { accessExplainer, type ExplainAccess } from './access/access-explainer.ts';
export { describeAccess } from './access/describe-access.ts';
export { findAccessProblems } from './access/find-access-problems.ts';
export { isOpenToAll } from './access/is-open-to-all.ts';
export { lockHolder } from './restart/lock-holder.ts';
export { keepAside, moveAside, putBack, unsettledAttempt } from './restart/moves.ts';
export { sessionProcesses } from './restart/session-processes.ts';
export { readTaskGraph, type TaskNode } from './restart/task-graph.ts';
export { tasksToRedo, type Redo, type RedoReason } from './restart/tasks-to-redo.ts';
