import { attemptFiles } from '../supervise/attempt-files.ts';
import { abortCause, abortSignal } from './abort-cause.ts';
import type { ExplainAccess } from '../access/access-explainer.ts';
import type { ContainerEvents } from './container-end.ts';
import { explainIgnored } from './explain-ignored.ts';
import { explainNextflow } from './explain-nextflow.ts';
import { explainTask } from './explain-task.ts';
import type { FailureDigest } from './failure-digest.ts';
import { ignoredTasks } from './ignored-tasks.ts';
import { errorsIn } from './log-errors.ts';
import { overLimitReport } from './over-limit-report.ts';
import { parseErrorReport } from './parse-error-report.ts';
import { readTail } from './read-tail.ts';
import type { AskDocker } from './stopped-docker.ts';
import { adviseOnConfig } from './set-by-config.ts';

/** After its cause, an abort logs the stacks of all threads. */
const LOG_BYTES = 256 * 1024;
const CONFIG_BYTES = 256 * 1024;
const TRACE_BYTES = 4 * 1024 * 1024;

export interface FailedRun {
  readonly attemptDir: string;
  readonly workDir: string;
  /** Explains why tasks cannot read a path. If absent, nothing is looked up. */
  readonly explainAccess?: ExplainAccess;
  /** Queries Docker's daemon. If absent, it counts as reachable. */
  readonly askDocker?: AskDocker;
  /** Queries the engine of a container for its events. If absent, it has none. */
  readonly containerEvents?: ContainerEvents;
  /** Whether the attempt was paused for a while, during which time limits of tasks kept counting. */
  readonly wasPaused?: boolean;
}

/** Explains why an attempt failed, from its files. Always returns a message. */
export async function explainFailure(failed: FailedRun): Promise<FailureDigest> {
  const digest = await explainRun(failed);
  const extraConfig = await readTail(attemptFiles(failed.attemptDir).extraConfig, CONFIG_BYTES);
  return { ...digest, message: adviseOnConfig(digest.message, extraConfig) };
}

async function explainRun({
  attemptDir,
  workDir,
  explainAccess = () => Promise.resolve(null),
  askDocker = () => Promise.resolve(null),
  containerEvents = () => Promise.resolve(''),
  wasPaused = false,
}: FailedRun): Promise<FailureDigest> {
  const files = attemptFiles(attemptDir);
  const [log, output] = await Promise.all([readTail(files.log, LOG_BYTES), readTail(files.stdout, LOG_BYTES)]);
  const cause = abortCause(log);
  const printed = parseErrorReport(output, cause) ?? parseErrorReport(errorsIn(log), cause);
  const trace = await readTail(files.trace, TRACE_BYTES);
  const report = printed && overLimitReport(printed, trace);
  const signal = abortSignal(cause);
  if (signal && !report?.task) return ofSignal(signal);
  const ignored = report?.task || cause ? [] : ignoredTasks(log, trace);
  if (ignored[0]) return explainIgnored(ignored, workDir);
  const run = { log, workDir, trace, explainAccess, askDocker, containerEvents, wasPaused };
  return report?.task ? explainTask({ ...report, task: report.task }, run) : explainNextflow(report, run);
}

const ofSignal = (signal: string): FailureDigest => ({
  failing_step: null,
  failing_task: null,
  exit_code: null,
  stderr_tail: [],
  caused_by: null,
  disk_full: false,
  aborted_by: signal,
  summary: `ended by ${signal} from outside`,
  message: `Nextflow was ended from outside Reprise (${signal}). Resume to continue from there.`,
});
