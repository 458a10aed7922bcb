import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockHolders, type ProcessIdentity } from '@reprise/local-servers';

/** Locks of a data dir's services. They are files `run/<name>.lock`, each held by the processes of its service. */
export class ServiceLocks {
  readonly #folder: string;

  constructor(dataFolder: string) {
    this.#folder = join(dataFolder, 'run');
  }

  /** The file of one lock. */
  file(name: string): string {
    return join(this.#folder, `${name}.lock`);
  }

  /** The main process of each running service, or its orphaned processes if it was killed. */
  all(): { name: string; identity: ProcessIdentity }[] {
    const names = entries(this.#folder).flatMap((file) => /^(.+)\.lock$/.exec(file)?.[1] ?? []);
    return names.flatMap((name) => this.holders(name).map((identity) => ({ name, identity })));
  }

  /** Returns the processes that hold the lock of one service. */
  holders(name: string): ProcessIdentity[] {
    const found = lockHolders(this.file(name));
    const pids = new Set(found.map(({ pid }) => pid));
    return found.filter(({ pid }) => !pids.has(parentOf(pid)));
  }
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Source: proc_pid_status(5). */
function parentOf(pid: number): number {
  try {
    return Number(/^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1]);
  } catch {
    return 0; // it has ended
  }
}
