import { closeSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fill, isFull } from '../../crashes/small-disk.ts';

const MIB = 2 ** 20;
/** Also fills space that others free in the meantime. */
const FILL_EVERY_MS = 50;

/** Fills a disk temporarily. */
export class FilledDisk {
  readonly #file: string;
  #isFilling = false;

  constructor(folder: string) {
    this.#file = join(folder, 'filled');
  }

  /** Leaves no free space. */
  async full(milliseconds: number): Promise<void> {
    const until = this.#begin(milliseconds);
    while (this.#lasts(until)) {
      fill(this.#file);
      await sleep(FILL_EVERY_MS);
    }
    this.free();
  }

  /** Leaves this number of bytes free. */
  async down(bytes: number, milliseconds: number): Promise<void> {
    const until = this.#begin(milliseconds);
    const { bavail, bsize } = statfsSync(join(this.#file, '..'));
    write(this.#file, bavail * bsize - bytes);
    while (this.#lasts(until)) await sleep(FILL_EVERY_MS);
    this.free();
  }

  #begin(milliseconds: number): number {
    this.#isFilling = true;
    return performance.now() + milliseconds;
  }

  #lasts(until: number): boolean {
    return this.#isFilling && performance.now() < until;
  }

  free(): void {
    this.#isFilling = false;
    rmSync(this.#file, { force: true });
  }
}

/** Appends this number of bytes to a file, or fewer if others fill the disk meanwhile. */
function write(file: string, bytes: number): void {
  const descriptor = openSync(file, 'a');
  const chunk = Buffer.alloc(MIB);
  try {
    for (let left = bytes; left > 0; left -= MIB) writeSync(descriptor, chunk);
  } catch (error) {
    if (!isFull(error)) throw error;
  } finally {
    closeSync(descriptor);
  }
}
