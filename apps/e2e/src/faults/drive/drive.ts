import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { run } from '../../crashes/small-disk.ts';
import type { Order } from './drive-server.ts';
import { BLOCK, type Cut } from './write-cache.ts';

/**
 * The inode tables and the journal are at the start of the drive, so that writes of data can fail without affecting
 * them. Everything is written now, not in the background. Source: mke2fs(8).
 */
const FORMAT = [
  ...['-q', '-F', '-m', '0', '-b', String(BLOCK), '-J', 'size=16', '-O', 'sparse_super2'],
  ...['-E', 'nodiscard,lazy_itable_init=0,lazy_journal_init=0,packed_meta_blocks=1,num_backup_sb=0'],
];
const UNMOUNTED_WITHIN_MS = 5_000;

/**
 * A disk drive with a volatile write cache, and an ext4 file system on it. It consists of a FUSE file, which is served
 * by a separate process, and a loop device. After a power cut, it contains what a real drive would: the blocks that
 * ext4 has written and synced. The file system is recovered from its journal.
 */
export class Drive {
  /** Mount point of the file system. */
  readonly folder: string;
  readonly #file: string;
  readonly #child: ChildProcess;
  readonly #ended: Promise<never>;
  #orders = 0;
  /** Offset of the first block with data of files. */
  #dataFrom = 0;
  #loop: string | undefined;

  private constructor(folder: string, file: string, child: ChildProcess) {
    this.folder = folder;
    this.#file = file;
    this.#child = child;
    this.#ended = once(child, 'exit').then(() => {
      throw new Error('The process of the drive has ended');
    });
    this.#ended.catch(() => undefined);
  }

  /** Creates a drive and mounts it. Its file and image are next to the mount point. */
  static async mountedOn(folder: string, bytes: number): Promise<Drive> {
    mkdirSync(folder, { recursive: true });
    // Their names do not contain the mount point, by which its users are found.
    const [file, image] = [join(folder, '../drive'), join(folder, '../drive.image')];
    const program = fileURLToPath(new URL('./drive-process.ts', import.meta.url));
    const child = fork(program, [file, image, String(bytes)], {
      execArgv: ['--no-warnings'],
      detached: true, // Ctrl-C does not reach it
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const drive = new Drive(folder, file, child);
    await Promise.race([once(child, 'message'), drive.#ended]);
    drive.#attach();
    run('mkfs.ext4', ...FORMAT, drive.#loop!);
    // "  Free blocks: 14559-32767", the first group first.
    const [, first = '0'] = /^ +Free blocks: (\d+)/m.exec(run('dumpe2fs', drive.#loop!)) ?? [];
    drive.#dataFrom = Number(first) * BLOCK;
    drive.#mount();
    return drive;
  }

  /**
   * Switches the drive off: unsynced blocks and everything that is written later are lost. The file system stays
   * mounted without a drive until `powerOn`.
   * @param kept probability that an unsynced block is kept, from 0 to 1
   */
  async cut({ kept, seed }: { readonly kept: number; readonly seed: number }): Promise<Cut> {
    return (await this.#order({ name: 'cut', kept, seed }))!;
  }

  /** Mounts the file system again after a cut. Its users must have ended. */
  async powerOn(): Promise<void> {
    await this.#unmount();
    await this.#order({ name: 'heal' });
    this.#attach();
    // 1: errors were corrected.
    run('sh', '-c', `e2fsck -p '${this.#loop!}' || [ $? -eq 1 ]`);
    this.#mount();
  }

  /** Delays each write and sync of the drive. */
  async slow(milliseconds: number): Promise<void> {
    await this.#order({ name: 'delay', milliseconds });
  }

  /** Makes writes of file contents fail with EIO. */
  async fail(): Promise<void> {
    await this.#order({ name: 'fail', from: this.#dataFrom });
  }

  /** Acknowledges syncs without keeping anything. */
  async lie(): Promise<void> {
    await this.#order({ name: 'lie' });
  }

  async heal(): Promise<void> {
    await this.#order({ name: 'heal' });
  }

  /** Unmounts everything, and ends its process. */
  async close(): Promise<void> {
    await this.#unmount();
    run('umount', '--lazy', this.#file);
    // A mount namespace of another process may have a copy of the mount, which would keep it.
    this.#child.kill('SIGKILL');
    await this.#ended.catch(() => undefined);
  }

  #attach(): void {
    this.#loop = run('losetup', '--find', '--show', this.#file).trim();
  }

  /** The loop device is detached with the last mount. */
  #mount(): void {
    run('mount', this.#loop!, this.folder);
    run('losetup', '--detach', this.#loop!);
    // Like all mounts under systemd: later mounts in it are visible to tasks that already have a namespace.
    run('mount', '--make-shared', this.folder);
  }

  async #unmount(): Promise<void> {
    for (const since = performance.now(); ; await sleep(50)) {
      const isLate = performance.now() - since > UNMOUNTED_WITHIN_MS;
      try {
        return void run('umount', ...(isLate ? ['--lazy'] : []), this.folder);
      } catch (error) {
        if (isLate) throw error;
      }
    }
  }

  async #order(order: Order): Promise<Cut | null> {
    const id = (this.#orders += 1);
    const answered = new Promise<Cut | null>((resolve) => {
      const take = (message: { id: number; result: Cut | null }) => {
        if (message.id !== id) return;
        this.#child.off('message', take);
        resolve(message.result);
      };
      this.#child.on('message', take);
    });
    this.#child.send({ id, order });
    return Promise.race([answered, this.#ended]);
  }
}
