import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { ServiceLocks } from '@reprise/launcher';
import { identify, type ProcessIdentity } from '@reprise/local-servers';
import { processesIn } from '../../processes.ts';
import type { AttemptId, LiveProcess } from '../record/facts.ts';
import type { System } from './system.ts';
import type { RunProcess, ServiceName } from '../record/kinds.ts';

/** Main process of a service; undefined while it is down. */
export function processOfService(name: ServiceName, { dataDir, kept }: System): ProcessIdentity | undefined {
  if (name in kept) {
    const { pid } = kept[name as keyof System['kept']];
    return pid === undefined ? undefined : identify(pid);
  }
  return new ServiceLocks(dataDir).holders(name)[0];
}

/** Processes of one role in all running attempts. */
export function processesOfRuns(role: RunProcess, { folder }: System): ProcessIdentity[] {
  return processesIn(folder)
    .filter(({ pid, command }) => roleOf(pid, command) === role)
    .flatMap(({ pid }) => identify(pid) ?? []);
}

/** The supervisor has no marker; Nextflow runs in the launch dir, a task in its work dir. */
function roleOf(pid: number, command: string): RunProcess | undefined {
  if (/\/supervise\.sh /.test(command)) return 'supervisor';
  if (!markerOf(pid)) return undefined;
  const folder = cwdOf(pid);
  if (/\/work\/\d+\/[0-9a-f]{2}\//.test(folder)) return 'task';
  return /\/launch$/.test(folder) && /nextflow/.test(command) ? 'nextflow' : undefined;
}

/** Live processes of attempts, found by the marker in their environment. */
export const markedProcesses = (folder: string): LiveProcess[] =>
  processesIn(folder).flatMap(({ pid }) => {
    const marker = markerOf(pid);
    return marker ? { pid, ...marker } : [];
  });

/**
 * Processes of attempts that were alive at the same moment: between two looks at all processes. A single look takes
 * time, in which one attempt can end and another can start.
 */
export function aliveAtOnce(folder: string): LiveProcess[] {
  const before = markedProcesses(folder);
  const after = new Set(markedProcesses(folder).map(({ pid }) => pid));
  return before.filter(({ pid }) => after.has(pid));
}

/** Processes below one, such as the backends of Postgres. Source: proc_pid_status(5). */
export function withDescendants(identity: ProcessIdentity): ProcessIdentity[] {
  const parents = new Map(
    readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [[Number(name), parentOf(name)]] : [])),
  );
  const pids = new Set([identity.pid]);
  for (let before = 0; before !== pids.size;) {
    before = pids.size;
    for (const [pid, parent] of parents) if (pids.has(parent)) pids.add(pid);
  }
  return [...pids].flatMap((pid) => identify(pid) ?? []);
}

function markerOf(pid: number): AttemptId | undefined {
  const environment = read(() => readFileSync(`/proc/${String(pid)}/environ`, 'utf8'));
  const variables = environment.split('\0');
  const value = (name: string) => variables.find((each) => each.startsWith(`${name}=`))?.slice(name.length + 1);
  const [job, attempt] = [value('REPRISE_JOB_ID'), Number(value('REPRISE_ATTEMPT'))];
  return job && attempt ? { job, attempt } : undefined;
}

const cwdOf = (pid: number): string => read(() => readlinkSync(`/proc/${String(pid)}/cwd`));

const parentOf = (pid: string): number =>
  Number(/^PPid:\s+(\d+)$/m.exec(read(() => readFileSync(`/proc/${pid}/status`, 'utf8')))?.[1]);

function read(look: () => string): string {
  try {
    return look();
  } catch {
    return ''; // it has ended
  }
}
