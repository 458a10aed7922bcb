import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ProcessIdentity } from '@reprise/local-servers';

/**
 * Memory that the processes can allocate in addition to what they already use. It is small, so that they run out of it.
 */
const LIMIT_BYTES = 512 * 1024;
const LOOK_EVERY_MS = 100;

/** A hierarchy of control groups that limits memory. Source: cgroups(7). */
export interface MemoryGroups {
  readonly version: 1 | 2;
  /** Mount point. */
  readonly root: string;
}

/** @param mounts content of `/proc/mounts` @param controllers of a hierarchy of version 2, by its mount point */
export function memoryGroupsIn(
  mounts: string,
  controllers: (root: string) => readonly string[],
): MemoryGroups | undefined {
  for (const [, root = '', type, options = ''] of mounts.split('\n').map((line) => line.split(' '))) {
    if (type === 'cgroup' && options.split(',').includes('memory')) return { version: 1, root };
    if (type === 'cgroup2' && controllers(root).includes('memory')) return { version: 2, root };
  }
  return undefined;
}

/** Path of a process in the hierarchy. @param groups content of `/proc/PID/cgroup` */
export function pathIn({ version }: MemoryGroups, groups: string): string {
  const lines = groups.split('\n').map((line) => line.split(':'));
  const line = lines.find(([id, controllers = '']) =>
    version === 1 ? controllers.split(',').includes('memory') : id === '0',
  );
  return line?.slice(2).join(':') ?? '/';
}

const FILES = { 1: ['memory.limit_in_bytes', 'memory.oom_control'], 2: ['memory.max', 'memory.events'] } as const;

function memoryGroups(): MemoryGroups | undefined {
  const controllers = (root: string) => read(join(root, 'cgroup.subtree_control')).trim().split(' ');
  return memoryGroupsIn(readFileSync('/proc/mounts', 'utf8'), controllers);
}

/** Reason why this machine cannot limit memory; null if it can. */
export function memoryProblem(): string | null {
  if (process.getuid?.() !== 0) return 'only root can limit memory';
  return memoryGroups() === undefined ? 'no control groups limit memory' : null;
}

/** Makes processes run out of memory: the kernel kills the largest one in their control group. */
export class MemoryLimit {
  readonly #groups = memoryGroups();
  #applied = 0;
  #healed = new AbortController();

  /** Limits processes and their later children for a while. Returns the number that the kernel killed in this time. */
  async apply(victims: readonly ProcessIdentity[], milliseconds: number): Promise<number> {
    const groups = this.#groups!;
    const [limit, events] = FILES[groups.version];
    this.#applied += 1;
    const group = join(groups.root, `reprise-faults-${String(process.pid)}-${String(this.#applied)}`);
    mkdirSync(group);
    writeFileSync(join(group, limit), String(LIMIT_BYTES));
    const homes = victims.map(({ pid }) => pathIn(groups, read(`/proc/${String(pid)}/cgroup`)));
    for (const { pid } of victims) move(pid, group);
    await sleep(milliseconds, undefined, { signal: this.#healed.signal }).catch(() => undefined);
    writeFileSync(join(group, limit), groups.version === 1 ? '-1' : 'max');
    const killed = Number(/^oom_kill (\d+)$/m.exec(read(join(group, events)))?.[1] ?? 0);
    await empty(group, join(groups.root, homes[0] ?? '/'));
    return killed;
  }

  /** Ends all limits now. */
  heal(): void {
    this.#healed.abort();
    this.#healed = new AbortController();
  }
}

/** Moves all processes of a group to another one, and removes it. A killed process stays until it is reaped. */
async function empty(group: string, target: string): Promise<void> {
  const home = existsSync(target) ? target : join(group, '..');
  for (let tries = 0; tries < 100; tries += 1) {
    for (const pid of read(join(group, 'cgroup.procs')).split('\n').filter(Boolean)) move(Number(pid), home);
    try {
      return rmdirSync(group);
    } catch {
      await sleep(LOOK_EVERY_MS);
    }
  }
}

function move(pid: number, group: string): void {
  try {
    writeFileSync(join(group, 'cgroup.procs'), String(pid));
  } catch {
    // It has ended.
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // it has ended, or there is no such file
  }
}
