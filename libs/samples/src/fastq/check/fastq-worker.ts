import { checkFastq, type FastqCheck } from './check-fastq.ts';

/** Checks the file at a path. @public Loaded by the thread pool by path */
export default function check(path: string): Promise<FastqCheck> {
  return checkFastq(path);
}
