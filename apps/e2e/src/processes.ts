import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

export interface LiveProcess {
  readonly pid: number;
  readonly command: string;
}

/**
 * Returns every live process of a job on this machine, regardless of its parent, group or session: those with the job's
 * marker in the environment, with a working directory in the job's folder, or with the job or the test's folder in the
 * command.
 */
export function processesOf(jobId: string, folder: string): LiveProcess[] {
  return liveProcesses(
    ({ pid, command }) =>
      isMarked(pid, jobId) || workDirOf(pid).includes(jobId) || command.includes(jobId) || command.includes(folder),
  );
}

/** Whether it has the job's marker, like Nextflow and its tasks. */
export const isMarked = (pid: number, jobId: string): boolean =>
  read(`/proc/${String(pid)}/environ`)
    .split('\0')
    .includes(`REPRISE_JOB_ID=${jobId}`);

/** Every live process whose working directory is in a folder, or whose command or environment contains it. */
export const processesIn = (folder: string): LiveProcess[] =>
  liveProcesses(
    ({ pid, command }) =>
      workDirOf(pid).startsWith(folder) ||
      command.includes(folder) ||
      read(`/proc/${String(pid)}/environ`).includes(folder),
  );

/** A zombie has ended, and is only waiting to be reaped by its parent. */
export const isAlive = (pid: number): boolean => liveState(pid) !== null;

/** State of a live process, such as `S` or `T`; null if it has ended. Source: proc_pid_stat(5). */
export function liveState(pid: number): string | null {
  const stat = read(`/proc/${String(pid)}/stat`);
  const state = stat.charAt(stat.lastIndexOf(')') + 2);
  return stat === '' || ['Z', 'X'].includes(state) ? null : state;
}

/** Clock ticks that processes have used. Source: proc_pid_stat(5). */
export const ticksOf = (processes: readonly LiveProcess[]): number =>
  processes
    .map(({ pid }) =>
      (
        read(`/proc/${String(pid)}/stat`)
          .split(') ')
          .at(-1) ?? ''
      ).split(' '),
    )
    .reduce((sum, fields) => sum + Number(fields[11] ?? 0) + Number(fields[12] ?? 0), 0);

function liveProcesses(asked: (each: LiveProcess) => boolean): LiveProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map((name) => ({ pid: Number(name), command: read(`/proc/${name}/cmdline`).replaceAll('\0', ' ').trim() }))
    .filter((each) => asked(each) && isAlive(each.pid));
}

function read(file: string): string {
  return orNothing(() => readFileSync(file, 'utf8'));
}

function workDirOf(pid: number): string {
  return orNothing(() => readlinkSync(`/proc/${String(pid)}/cwd`));
}

function orNothing(look: () => string): string {
  try {
    return look();
  } catch {
    return ''; // it has just ended
  }
}
