import { attemptFiles } from '../supervise/attempt-files.ts';
import { FileTail } from './file-tail.ts';

/** At the start of its line: a task's name that quotes a message is in the middle of one. */
const HEAD = /^\w{3}-\d{2} \d{2}:\d{2}:\d{2}\.\d{3} \[[^\]]*\] \w+ +([\w.$]+) - (.*)$/;
/** `[SLURM] submitted process ALIGN (S1) > jobId: 9; workDir: /work/ab/cdef12`: so since Nextflow 22.10 */
const SUBMITTED = /^\[(\w+)\] submitted process .+ > jobId: (\S+); workDir: /;
const COMPLETED = /^Task completed > TaskHandler\[jobId: ([^;]+); /;

/**
 * Returns the native ids of jobs that Nextflow submitted to an executor and has not seen end, as its log has them: where the
 * executor does not answer, those may be alive.
 * @param executor Nextflow's name of it, such as `slurm`
 */
export async function openSubmissions(attemptDir: string, executor: string): Promise<string[]> {
  const tail = new FileTail(attemptFiles(attemptDir).log);
  const open = new Set<string>();
  do
    for (const line of await tail.lines()) {
      const [, logger = '', message = ''] = HEAD.exec(line) ?? [];
      const [, name, submitted] = (logger.endsWith('.GridTaskHandler') && SUBMITTED.exec(message)) || [];
      if (submitted !== undefined && name?.toLowerCase() === executor) open.add(submitted);
      const [, completed] = (logger.endsWith('.TaskPollingMonitor') && COMPLETED.exec(message)) || [];
      if (completed !== undefined) open.delete(completed);
    }
  while (tail.behind);
  return [...open];
}
