import { inspectAttempt } from '@reprise/nextflow';
import type { AttemptTasks } from '../attempt/attempt-tasks.ts';
import { isHomeHeld, removeHomes } from '../attempt/job-home.ts';
import { endAttempt } from '../finish/end-attempt.ts';
import { terminateOrphansOf } from '../recover/terminate-orphans.ts';
import { localGate } from '../start/local-gate.ts';
import { settleMoves } from '../start/restart-moves.ts';
import type { AttemptHost } from './attempt-host.ts';

/** Returns the processes and files of this machine. */
export const localHost = (dataDir: string, tasks: AttemptTasks): AttemptHost => ({
  status: ({ attemptDir }) => inspectAttempt(attemptDir).status,
  gate: localGate,
  endAttempt,
  endOrphans: (jobId) => terminateOrphansOf(jobId, dataDir, tasks),
  tidyJob: async (last) => {
    await settleMoves(last, true);
    if (!isHomeHeld(last)) await removeHomes(last);
  },
});
