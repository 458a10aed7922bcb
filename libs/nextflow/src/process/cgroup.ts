import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';

/** Creates a cgroup (v2) below the cgroup of this process; null if the machine has none or does not permit it. */
export function makeCgroup(): string | null {
  try {
    const parent = ownCgroup(readFileSync('/proc/mounts', 'utf8'), readFileSync('/proc/self/cgroup', 'utf8'));
    if (!parent) return null;
    const path = join(parent, `reprise-${randomUUID()}`);
    mkdirSync(path);
    if (existsSync(join(path, 'cgroup.kill'))) return path;
    rmdirSync(path); // a kernel before 5.14: the marker replaces the cgroup
    return null;
  } catch {
    return null; // read-only or not delegated to us, as in most containers
  }
}

/**
 * Speeds up a process that enters a cgroup within the next few milliseconds. The kernel makes the first process wait 10
 * to 30 ms for all processors, but not those that follow immediately. This call enters the cgroup that this process is
 * already in. Source: Linux, kernel/cgroup/cgroup.c (`cgroup_attach_lock`), kernel/rcu/sync.c.
 */
export async function expectCgroupEntry(): Promise<void> {
  try {
    const own = ownCgroup(readFileSync('/proc/mounts', 'utf8'), readFileSync('/proc/self/cgroup', 'utf8'));
    if (own) await writeFile(join(own, 'cgroup.procs'), '0');
  } catch {
    // Not permitted, so there are no cgroups for attempts either.
  }
}

/** Path of a process's cgroup v2, from its `/proc/mounts` and `/proc/self/cgroup`. */
export function ownCgroup(mounts: string, membership: string): string | null {
  const mount = mounts
    .split('\n')
    .map((line) => line.split(' '))
    .find((fields) => fields[2] === 'cgroup2')?.[1];
  const path = /^0::(.*)$/m.exec(membership)?.[1];
  return mount && path ? join(mount, path) : null;
}

/** Pids in a cgroup and in those below it; empty if it does not exist. */
export function cgroupPids(path: string): number[] {
  return descend(path).flatMap((each) => {
    try {
      return readFileSync(join(each, 'cgroup.procs'), 'utf8').split('\n').filter(Boolean).map(Number);
    } catch {
      return [];
    }
  });
}

/**
 * Sends SIGKILL to all processes in the cgroup at once, even while it is frozen. Returns false if the cgroup is gone.
 */
export function killCgroup(path: string): boolean {
  return write(join(path, 'cgroup.kill'), '1');
}

/** Requests that a cgroup be frozen, which takes effect a moment later. Returns false if this is not possible. */
export function freezeCgroup(path: string): boolean {
  return write(join(path, 'cgroup.freeze'), '1');
}

/** Source: kernel documentation, cgroup v2, `cgroup.events`. */
export function isCgroupFrozen(path: string): boolean {
  try {
    return readFileSync(join(path, 'cgroup.events'), 'utf8').includes('frozen 1');
  } catch {
    return false;
  }
}

/** Thaws a frozen cgroup. Returns false if it was not frozen. */
export function thawCgroup(path: string): boolean {
  try {
    return readFileSync(join(path, 'cgroup.freeze'), 'utf8').trim() === '1' && write(join(path, 'cgroup.freeze'), '0');
  } catch {
    return false;
  }
}

/** Removes an empty cgroup and the cgroups that tasks created below it. Keeps a cgroup that is still in use. */
export function removeCgroup(path: string): void {
  for (const each of descend(path).reverse()) {
    try {
      rmdirSync(each);
    } catch {
      return;
    }
  }
}

function descend(path: string): string[] {
  try {
    const below = readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    return [path, ...below.flatMap((entry) => descend(join(path, entry.name)))];
  } catch {
    return [];
  }
}

function write(path: string, value: string): boolean {
  try {
    writeFileSync(path, value);
    return true;
  } catch {
    return false;
  }
}
