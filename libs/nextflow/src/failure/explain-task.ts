import { splitName } from '../records/task-name.ts';
import { diagnoseTask } from './diagnosis/diagnose-task.ts';
import { readClusterTask } from './cluster/cluster-task.ts';
import { readWrapper } from '../containers/read-wrapper.ts';
import type { ExplainAccess } from '../access/access-explainer.ts';
import { containerEnd, type ContainerEvents } from './container-end.ts';
import { isDiskFull } from './disk-full.ts';
import { printsFullDisk, saysFullDisk } from './disk-signs.ts';
import type { FailureDigest } from './failure-digest.ts';
import { failureText } from './failure-text.ts';
import { fileException } from './log-errors.ts';
import type { ErrorReport } from './parse-error-report.ts';
import { isOnlyPath, plainLine, scriptLine } from './printed/plain-line.ts';
import { cutLine, readTaskOutput, reportedOutput, type TaskOutput } from './printed/task-output.ts';
import { stoppedDocker, type AskDocker } from './stopped-docker.ts';
import { shortHash, taskDirOf } from './task-dir-of.ts';

export interface RunFiles {
  /** End of `.nextflow.log`. */
  readonly log: string;
  readonly workDir: string;
  /** End of the trace file. */
  readonly trace: string;
  readonly explainAccess: ExplainAccess;
  readonly askDocker: AskDocker;
  readonly containerEvents: ContainerEvents;
  readonly wasPaused: boolean;
}

/** Explains why a task failed, or could not be started, from its files and Nextflow's report. */
export async function explainTask(
  report: ErrorReport & { readonly task: string },
  run: RunFiles,
): Promise<FailureDigest> {
  const { log, workDir, explainAccess, wasPaused } = run;
  const taskDir = await taskDirOf(report.workDir, workDir);
  const wrapper = taskDir === null ? null : await readWrapper(taskDir);
  const output = await outputIn(taskDir, report.errorLines);
  // After Nextflow has ended a task, the output of the wrapper is neither in its log nor in the trace.
  const { exitCode } = report;
  const causedBy = sayingMore(report.causedBy, log);
  const disk_full =
    printsFullDisk(output.lines) ||
    saysFullDisk(causedBy?.split('\n') ?? [], log) ||
    (await isDiskFull(taskDir ?? workDir));
  const stopped = wrapper && (await stoppedDocker({ exitCode, wrapper }, run));
  const isAsked = wrapper && taskDir !== null && stopped === null;
  const missingParams = [...new Set([...log.matchAll(UNDEFINED)].map(([, name = '']) => name))];
  const failure = {
    missingParams,
    wasPaused,
    clusterTask: await readClusterTask(report.task, log, taskDir),
    engine: wrapper?.tool ?? null,
    stoppedDocker: stopped,
    containerEnd: isAsked ? await containerEnd({ exitCode, wrapper, taskDir }, run.containerEvents) : null,
    exitCode,
    causedBy,
    lines: output.lines,
    diskFull: disk_full,
    hasPrinted: output.shown.length > 0,
    cause: output.cause === null ? null : plainLine(output.cause),
    isNamed: output.isNamed,
    scriptLine: output.cause === null ? null : scriptLine(output.cause),
  };
  const task = cutLine(report.task);
  const diagnosis = await diagnoseTask(failure, taskDir, explainAccess);
  return {
    failing_step: splitName(task).process,
    failing_task: taskDir ? shortHash(taskDir) : null,
    exit_code: exitCode,
    stderr_tail: [...output.shown],
    ...(output.excerpt && { excerpt: output.excerpt }),
    caused_by: report.causedBy,
    disk_full,
    ...(diagnosis.disruption && { disruption: diagnosis.disruption }),
    ...failureText(task, diagnosis),
  };
}

const UNDEFINED = /Access to undefined parameter `(\w+)`/g;

/** Reads a task's output if its folder is available, otherwise uses Nextflow's report. */
async function outputIn(taskDir: string | null, reported: readonly string[]): Promise<TaskOutput> {
  const written = taskDir ? await readTaskOutput(taskDir) : null;
  return written && written.shown.length > 0 ? written : reportedOutput(reported);
}

/** Replaces a cause that is only a path with the exception in the log that has this message. */
function sayingMore(causedBy: string | null, log: string): string | null {
  if (causedBy === null || !isOnlyPath(causedBy)) return causedBy;
  return fileException(log)?.replace(/^(?:\w+\.)+/, '') ?? causedBy;
}
