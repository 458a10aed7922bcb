import { join } from 'node:path';

/**
 * Paths of one attempt's files. Do not rename any of them, because later releases must find the supervisors of earlier
 * ones.
 */
export function attemptFiles(attemptDir: string) {
  const at = (name: string) => join(attemptDir, name);
  return {
    /** Identity of the supervisor, and of the child at the gate that becomes the program. */
    supervisor: at('supervisor'),
    process: at('process'),
    /** Contains the path of the cgroup that the child entered before the gate opened; absent if it entered none. */
    cgroup: at('cgroup'),
    /** A FIFO that accepts `open` or `abort`. */
    gate: at('gate'),
    opened: at('opened'),
    exit: at('exit'),
    superviseScript: at('supervise.sh'),
    gateScript: at('gate.sh'),
    supervisorLog: at('supervisor.log'),
    /** stdout and stderr of the program, interleaved as written. */
    stdout: at('stdout'),
    trace: at('trace.tsv'),
    log: at('nextflow.log'),
    config: at('reprise.config'),
    /** The job's own config; absent if it has none. */
    extraConfig: at('extra.config'),
    params: at('params.json'),
    /** Mode of the pause; absent if there is none. */
    paused: at('paused'),
    /** Recorded tasks of the attempt's session at its end. */
    recordedTasks: at('recorded-tasks.json'),
  } as const;
}

export type AttemptPaths = ReturnType<typeof attemptFiles>;
