import { checkFastq, type FastqCheck } from './check-fastq.ts';

/** Checks the file at a path. @public The pool of threads loads this file by its path */
export default function check(path: string): Promise<FastqCheck> {
  return checkFastq(path);
}
