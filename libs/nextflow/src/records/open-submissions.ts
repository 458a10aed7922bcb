import { attemptFiles } from '../supervise/attempt-files.ts';
import { readAwsBatchLog } from './aws-batch-log.ts';
import { FileTail } from './file-tail.ts';
import { submissionIn } from './native-ids.ts';

/**
 * End of a task at the start of a line. A task name that quotes such an end is in the middle of a line. Source:
 * TaskPollingMonitor of Nextflow.
 */
const COMPLETED =
  /^\w{3}-\d{2} [\d:.]+ \[[^\]]*\] DEBUG +[\w.$]*\.TaskPollingMonitor - Task completed > TaskHandler\[jobId: ([^;]+); /;

/**
 * Returns the native ids of jobs that Nextflow submitted to an executor and has not seen end, from its log. If the
 * executor does not answer, these may be alive.
 * @param executor its name in Nextflow, such as `slurm`
 */
export async function openSubmissions(attemptDir: string, executor: string): Promise<string[]> {
  if (executor === 'awsbatch') return [...(await readAwsBatchLog(attemptDir)).open.keys()];
  const tail = new FileTail(attemptFiles(attemptDir).log);
  const open = new Set<string>();
  do
    for (const line of await tail.lines()) {
      const submission = submissionIn(line);
      if (submission?.executor.toLowerCase() === executor) open.add(submission.id);
      const completed = COMPLETED.exec(line)?.[1];
      if (completed !== undefined) open.delete(completed);
    }
  while (tail.behind);
  return [...open];
}
