import { stat } from 'node:fs/promises';
import { attemptFiles } from '../supervise/attempt-files.ts';
import { logMessages } from './log-messages.ts';

/** Source: AwsBatchTaskHandler.submit of Nextflow 22.10 to 26.08; without the name before 24.04. */
const SUBMITTED = /^\[AWS BATCH\] (?:Process `(.+)` )?submitted > job=(\S+); work-dir=(\S+)$/;
/** Source: AwsBatchTaskHandler.resolveJobDefinition of Nextflow 22.10 to 26.08. */
const DEFINED = /^(?:\[AWS BATCH\] )+(?:Found|Created) job definition name=([^;\s]+);/;
/** Source: TaskPollingMonitor and TaskHandler.toString of Nextflow 22.10 to 26.08. */
const COMPLETED = /^Task completed > TaskHandler\[id: .*; workDir: (\S+)\]$/;
/** Source: Session.notifyTaskSubmit of Nextflow, for tasks of any executor. */
const ANY_SUBMITTED = /^\[[^\]]+\] (?:Re-submitted|Submitted) process > /;

/** AWS Batch jobs in Nextflow's log. */
export interface AwsBatchLog {
  /** Work dirs, by job id, of the jobs that Nextflow has not seen end. */
  readonly open: ReadonlyMap<string, string>;
  /** Ids of all jobs, in order of submission. */
  readonly ids: readonly string[];
  /** Whether Nextflow submitted arrays. Their ids are not logged. */
  readonly hasArrays: boolean;
  /** Job definitions of the containers, such as `nf-ubuntu:3`. Each is logged before its first job is submitted. */
  readonly definitions: readonly string[];
  /** Whether it submitted a task to any executor. */
  readonly hasTasks: boolean;
  /** When the log was last written, in milliseconds since 1970. */
  readonly writtenAt: number;
}

/** Job submitted to AWS Batch. The id is null for an array, because Nextflow does not log it. */
interface AwsBatchSubmission {
  readonly name: string;
  readonly id: string | null;
  readonly workDir: string;
}

/** Returns the submission in a message of `AwsBatchTaskHandler`; null for other messages. */
export function awsBatchSubmissionIn(message: string): AwsBatchSubmission | null {
  const [, name = '', id, workDir] = SUBMITTED.exec(message) ?? [];
  return id === undefined || workDir === undefined ? null : { name, id: id === 'null' ? null : id, workDir };
}

/** Reads what Nextflow has logged so far about the AWS Batch jobs of an attempt. */
export async function readAwsBatchLog(attemptDir: string): Promise<AwsBatchLog> {
  const idOf = new Map<string, string>();
  const ids: string[] = [];
  const definitions = new Set<string>();
  let [hasArrays, hasTasks] = [false, false];
  for await (const { logger, message } of logMessages(attemptDir)) {
    const submission = logger === 'AwsBatchTaskHandler' ? awsBatchSubmissionIn(message) : null;
    hasArrays ||= submission?.id === null;
    if (submission?.id) {
      ids.push(submission.id);
      idOf.set(submission.workDir, submission.id);
    }
    const definition = logger === 'AwsBatchTaskHandler' ? DEFINED.exec(message)?.[1] : undefined;
    if (definition !== undefined) definitions.add(definition);
    const ended = logger === 'TaskPollingMonitor' ? COMPLETED.exec(message)?.[1] : undefined;
    if (ended !== undefined) idOf.delete(ended);
    hasTasks ||= logger === 'Session' && ANY_SUBMITTED.test(message);
  }
  const open = new Map([...idOf].map(([workDir, id]) => [id, workDir]));
  return { open, ids, hasArrays, definitions: [...definitions], hasTasks, writtenAt: await writtenAt(attemptDir) };
}

const writtenAt = (attemptDir: string): Promise<number> =>
  stat(attemptFiles(attemptDir).log).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0, // no log
  );
