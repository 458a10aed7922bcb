import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

export interface LiveProcess {
  readonly pid: number;
  readonly command: string;
}

/**
 * Every live process of a job on this machine, whatever its parent, group or session: one that carries the job's mark in
 * its environment, works in a folder of the job, or names the job or the test's folder in its command.
 */
export function processesOf(jobId: string, folder: string): LiveProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((name) => {
      const command = read(`/proc/${name}/cmdline`).replaceAll('\0', ' ').trim();
      const marked = read(`/proc/${name}/environ`).split('\0').includes(`REPRISE_JOB_ID=${jobId}`);
      const ours = marked || workDirOf(name).includes(jobId) || command.includes(jobId) || command.includes(folder);
      return ours && isAlive(Number(name)) ? [{ pid: Number(name), command }] : [];
    });
}

/** A zombie has ended: it only waits for its parent to ask. */
export function isAlive(pid: number): boolean {
  const stat = read(`/proc/${String(pid)}/stat`);
  return stat !== '' && !['Z', 'X'].includes(stat.charAt(stat.lastIndexOf(')') + 2));
}

function read(file: string): string {
  return orNothing(() => readFileSync(file, 'utf8'));
}

function workDirOf(pid: string): string {
  return orNothing(() => readlinkSync(`/proc/${pid}/cwd`));
}

function orNothing(look: () => string): string {
  try {
    return look();
  } catch {
    return ''; // it ended while we looked
  }
}
