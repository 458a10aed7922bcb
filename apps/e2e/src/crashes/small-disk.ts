import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';

const MIB = 2 ** 20;

/** A disk in memory, small enough for a test to fill. Only root can mount one. */
export class SmallDisk {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static mountedOn(folder: string, bytes: number): SmallDisk {
    mkdirSync(folder, { recursive: true });
    run('mount', '-t', 'tmpfs', '-o', `size=${String(bytes)}`, 'reprise-small-disk', folder);
    // Like all mounts under systemd: later mounts in it are visible to tasks that already have a namespace.
    run('mount', '--make-shared', folder);
    return new SmallDisk(folder);
  }

  /** Unmounts it, even if it is in use. */
  unmount(): void {
    run('umount', '--lazy', this.folder);
  }
}

/** Appends to a file until its disk has no byte left. */
export function fill(file: string): void {
  const descriptor = openSync(file, 'a');
  for (const bytes of [MIB, 4096, 1]) {
    const chunk = Buffer.alloc(bytes);
    try {
      for (;;) if (writeSync(descriptor, chunk) < bytes) break;
    } catch (error) {
      if (!isFull(error)) throw error;
    }
  }
  closeSync(descriptor);
}

export const isFull = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOSPC';

/** Returns the output of a command. @throws Error with its message if it fails */
export function run(command: string, ...args: string[]): string {
  const { status, error, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stderr}`);
  return stdout;
}
