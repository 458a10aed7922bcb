import type { Diagnosis } from './diagnosis.ts';
import { exitText, type TaskFailure } from './task-failure.ts';

/** Out-of-memory messages of Java, C++, Python and the C library. */
const OUT_OF_MEMORY =
  /\bjava\.lang\.OutOfMemoryError\b|\bstd::bad_alloc\b|^(?:\w+\.)*MemoryError\b|Cannot allocate memory|\boom[-_]kill\b|^(?:.*: )?[Oo]ut of memory\b/;
const KILLED = 137;
export const MEMORY_ADVICE = "Give the step more memory in the pipeline's configuration";

/** Diagnoses a task that ran out of memory, or was killed without a word about it: SIGKILL does not say who sent it. */
export function outOfMemory(failure: TaskFailure): Diagnosis | null {
  const { exitCode, lines, cause, isNamed, clusterTask } = failure;
  const said = [...(clusterTask?.said ?? []), ...lines].findLast((line) => OUT_OF_MEMORY.test(line));
  if (said !== undefined) {
    const java = /OutOfMemoryError: (.+)$/.exec(said)?.[1];
    const advice = java ? `${MEMORY_ADVICE}, or Java a larger heap (-Xmx)` : MEMORY_ADVICE;
    return { what: `ran out of memory${exitText(failure)}`, why: java ?? null, advice, short: 'ran out of memory' };
  }
  if (exitCode !== KILLED || failure.stoppedDocker !== null) return null;
  const why = isNamed && cause !== 'Killed' ? cause : null;
  return {
    what: `was killed${exitText(failure)}, by the system because memory ran out, or by hand`,
    why,
    short: 'killed, by the system for memory or by hand',
  };
}
