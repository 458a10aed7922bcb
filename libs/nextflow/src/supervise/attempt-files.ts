import { join } from 'node:path';

/** The files of one attempt, by name. A supervisor of today must be found by a runner of tomorrow: rename none. */
export function attemptFiles(attemptDir: string) {
  const at = (name: string) => join(attemptDir, name);
  return {
    /** Identity of the supervisor, and of the child at the gate that becomes the program. */
    supervisor: at('supervisor'),
    process: at('process'),
    /** The path of the cgroup that the child entered; absent where it entered none. */
    cgroup: at('cgroup'),
    /** A FIFO that takes `open` or `abort`. */
    gate: at('gate'),
    opened: at('opened'),
    exit: at('exit'),
    superviseScript: at('supervise.sh'),
    gateScript: at('gate.sh'),
    supervisorLog: at('supervisor.log'),
    /** stdout and stderr of the program, in the order of their writing. */
    stdout: at('stdout'),
    trace: at('trace.tsv'),
    log: at('nextflow.log'),
    config: at('reprise.config'),
    params: at('params.json'),
  } as const;
}

export type AttemptFiles = ReturnType<typeof attemptFiles>;
