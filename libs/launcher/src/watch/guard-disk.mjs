// @ts-check
// Plain JavaScript, like the keeper; runs as long as Reprise.
import { randomFillSync } from 'node:crypto';
import { open, rename, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * @typedef {object} Disk
 * @property {string} folder The data folder.
 * @property {string} natsLog
 * @property {() => number | undefined} natsPid Undefined while the nats-server is down, or if it is external.
 * @property {() => void} endNats Ends the nats-server, which is then started again.
 * @property {(line: string) => void} say
 */

const MIB = 2 ** 20;
const EVERY_MS = 500;
export const RESERVE_BYTES = 64 * MIB;
/** Free bytes below which the disk counts as full, because a write may fail before the next check. */
const FULL_BYTES = 4 * MIB;
/** Free bytes with which a nats-server can work for a while. */
const ROOM_BYTES = 16 * MIB;
/** Free bytes that leave enough for other programs in addition to a reserve. */
const PLENTY_BYTES = 4 * RESERVE_BYTES;
/** Milliseconds within which a nats-server ends. */
const ENDS_WITHIN_MS = 10_000;
/**
 * Log lines of a nats-server whose store failed. Even with free space, it accepts data again only after a restart. Each
 * line begins with the process id.
 */
const STORE_FAILED = /^\[(\d+)\] .*(?:no space left on device|out of space)/gim;

/**
 * Keeps a reserve file in the data dir and releases it when the disk is full, so that log and tables can record how
 * attempts end. Restarts a nats-server whose store failed because of a full disk, once there is space. Runs until the
 * returned function is called.
 * @param {Disk} disk
 * @returns {() => void}
 */
export function guardDisk(disk, everyMs = EVERY_MS) {
  const guard = new DiskGuard(disk);
  let isLooking = false;
  const timer = setInterval(() => {
    if (isLooking) return;
    isLooking = true;
    // The next check tries again.
    void guard
      .look()
      .catch(() => undefined)
      .finally(() => (isLooking = false));
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}

class DiskGuard {
  #disk;
  #reserve;
  #mayHaveFailed = false;
  /** @type {number | undefined} */
  #nats;
  #asked = -Infinity;
  /** @type {number | undefined} */
  #logRead;

  /** @param {Disk} disk */
  constructor(disk) {
    this.#disk = disk;
    this.#reserve = join(disk.folder, 'reserve');
  }

  async look() {
    const nats = this.#disk.natsPid();
    if (nats !== undefined && nats !== this.#nats) {
      this.#nats = nats;
      this.#asked = -Infinity;
      this.#mayHaveFailed = false;
    }
    if ((await this.#free()) < FULL_BYTES) {
      this.#mayHaveFailed = true;
      await this.#giveBack();
    }
    for (const [, pid] of (await this.#logged()).matchAll(STORE_FAILED)) this.#mayHaveFailed ||= Number(pid) === nats;
    const free = await this.#free();
    if (this.#mayHaveFailed && free > ROOM_BYTES && nats !== undefined) this.#restart();
    if (free > PLENTY_BYTES) await this.#hold();
  }

  #restart() {
    if (performance.now() - this.#asked < ENDS_WITHIN_MS) return;
    this.#asked = performance.now();
    this.#disk.say(
      'The nats-server, whose store may have failed for lack of room, is ended: it is started again once there is room',
    );
    this.#disk.endNats();
  }

  async #giveBack() {
    if ((await sizeOf(this.#reserve)) === undefined) return;
    await rm(this.#reserve, { force: true });
    const { say, folder } = this.#disk;
    say(
      `The disk of ${folder} is full: its reserve of ${String(RESERVE_BYTES / MIB)} MiB is given back, so that what ends can be recorded. Free some space`,
    );
  }

  async #hold() {
    if ((await sizeOf(this.#reserve)) !== undefined) return;
    const unfinished = `${this.#reserve}.new`;
    try {
      await using file = await open(unfinished, 'w', 0o600);
      // Not zeros, for which a compressing file system would reserve nothing.
      const chunk = randomFillSync(Buffer.alloc(MIB));
      for (let bytes = 0; bytes < RESERVE_BYTES; bytes += MIB) await file.write(chunk);
    } catch (error) {
      await rm(unfinished, { force: true });
      throw error;
    }
    await rename(unfinished, this.#reserve);
  }

  /** @returns {Promise<string>} what the nats-server has logged since the last check */
  async #logged() {
    const size = (await sizeOf(this.#disk.natsLog)) ?? 0;
    const from = Math.min(this.#logRead ?? size, size);
    this.#logRead = size;
    if (from === size) return '';
    await using file = await open(this.#disk.natsLog);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - from), 0, size - from, from);
    return buffer.toString('utf8', 0, bytesRead);
  }

  async #free() {
    const { bavail, bsize } = await statfs(this.#disk.folder);
    return bavail * bsize;
  }
}

/**
 * @param {string} file
 * @returns {Promise<number | undefined>} undefined if it does not exist
 */
const sizeOf = (file) =>
  stat(file).then(
    ({ size }) => size,
    () => undefined,
  );
