/** Executors of an attempt's tasks, local and remote: they list, end, pause and continue them. */
export type { AttemptSpec, Ending, Executor, Listing, LiveTask, Phase, Unproven, WhyNot } from './executor.ts';
export { endElsewhere, endTasks, isEnded, joinReports, unprovenIn, type EndReport } from './end-tasks.ts';
export { askedEngineOf } from './containers/hidden-engines.ts';
export { containerEvents } from './containers/container-events.ts';
export { dockerProblem } from './containers/docker-problem.ts';
export { inspectImage, type InspectedImage } from './containers/inspect-image.ts';
export { executorsByWorkDir, executorsOf, isAsked, type ExecutorsOf } from './executors-of.ts';
export { findExecutors, type FoundExecutor } from './find-executors.ts';
export { recordOtherCluster } from './slurm/other-cluster.ts';
export { pauseTasks, resumeTasks } from './pause-tasks.ts';
export { executorOf, type Pace, type Scheduler } from './scheduler.ts';
