import { attemptFiles } from '../supervise/attempt-files.ts';
import { FileTail } from './file-tail.ts';
import { submissionIn, type Submission } from './native-ids.ts';

/** Returns the first task of each process that an attempt submitted to a cluster, from Nextflow's log. */
export async function submittedTasks(attemptDir: string): Promise<Submission[]> {
  const tail = new FileTail(attemptFiles(attemptDir).log);
  const first = new Map<string, Submission>();
  do {
    for (const line of await tail.lines()) {
      const submission = submissionIn(line);
      const process = submission?.name.replace(/ \(.*$/s, '');
      if (submission && process !== undefined && !first.has(process)) first.set(process, submission);
    }
  } while (tail.behind);
  return [...first.values()];
}
