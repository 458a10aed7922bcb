import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { processesIn } from '../../processes.ts';
import type { Drive } from '../drive/drive.ts';
import type { DiskFault } from '../record/kinds.ts';
import { RESERVE_BYTES, type System } from '../system/system.ts';
import { FilledDisk } from './filled-disk.ts';

/** Share of power cuts that keep some unsynced blocks, and the probability with which they keep each. */
const PARTIAL = 0.5;
const KEPT = 0.5;
/** Milliseconds by which a slow drive delays each write and sync. */
const SLOWEST_MS = 400;
const LOOK_EVERY_MS = 20;

/** Applies faults to a system's disk, one at a time. */
export class DiskFaults {
  readonly #system: System;
  readonly #filled: FilledDisk;
  #isBusy = false;
  #isOff = false;

  constructor(system: System) {
    this.#system = system;
    this.#filled = new FilledDisk(system.dataDir);
  }

  /** Whether the power is off: no process of the system can be found or started. */
  get isOff(): boolean {
    return this.#isOff;
  }

  /** Returns a description once the fault is over; undefined if the disk already has a different fault. */
  async apply(kind: DiskFault, duration: number, pick: number): Promise<string | undefined> {
    if (this.#isBusy) return undefined;
    this.#isBusy = true;
    try {
      return await this.#apply(kind, duration, pick);
    } finally {
      this.#isBusy = false;
    }
  }

  async heal(): Promise<void> {
    this.#filled.free();
    while (this.#isBusy) await sleep(LOOK_EVERY_MS);
  }

  async #apply(kind: DiskFault, duration: number, pick: number): Promise<string> {
    const { drive } = this.#system;
    if (kind === 'disk-full') await this.#filled.full(duration);
    else if (kind === 'disk-reserve') await this.#filled.down(RESERVE_BYTES / 2, duration);
    else if (kind === 'disk-slow') return this.#slow(drive!, duration, pick);
    else if (kind === 'disk-errors') return this.#errors(drive!, duration);
    else return this.#powerCut(drive!, kind === 'disk-lost' ? duration : 0, pick);
    return this.#system.dataDir;
  }

  async #slow(drive: Drive, duration: number, pick: number): Promise<string> {
    const milliseconds = Math.ceil(SLOWEST_MS * pick);
    await drive.slow(milliseconds);
    await sleep(duration);
    await drive.heal();
    return `${String(milliseconds)} ms`;
  }

  /** If a failed write made the file system read-only, the machine is restarted. */
  async #errors(drive: Drive, duration: number): Promise<string> {
    await drive.fail();
    await sleep(duration);
    await drive.heal();
    if (isWritable(drive.folder)) return 'the file system stayed writable';
    await this.#restart(drive, async () => void (await drive.cut({ kept: 1, seed: 0 })));
    return 'the file system became read-only';
  }

  /** @param lostFor milliseconds for which the processes continue without their drive */
  async #powerCut(drive: Drive, lostFor: number, pick: number): Promise<string> {
    const kept = pick < PARTIAL ? KEPT : 0;
    const order = { kept, seed: Math.floor(pick * 2 ** 20) };
    const describe = ({ lost, kept: left }: { lost: number; kept: number }) =>
      `${String(lost)} unsynced blocks lost, ${String(left)} kept`;
    if (lostFor === 0) {
      let met = '';
      await this.#restart(drive, async () => void (met = describe(await drive.cut(order))));
      return met;
    }
    const cut = await drive.cut(order);
    await sleep(lostFor);
    await this.#restart(drive, () => Promise.resolve());
    return describe(cut);
  }

  /**
   * Kills all processes, as a power cut does, and starts them after the file system is mounted again. The drive is cut
   * after the first kill, because a killed process can no longer acknowledge anything.
   */
  async #restart(drive: Drive, cut: () => Promise<void>): Promise<void> {
    const releases = Object.values(this.#system.kept).map((kept) => kept.hold());
    this.#isOff = true;
    try {
      killIn(drive.folder);
      await cut();
      while (killIn(drive.folder) > 0) await sleep(LOOK_EVERY_MS);
      await drive.powerOn();
    } finally {
      this.#isOff = false;
      for (const release of releases) release();
    }
  }
}

/** Kills all processes that use the folder. Returns their number. */
function killIn(folder: string): number {
  const found = processesIn(folder);
  for (const { pid } of found) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has just ended.
    }
  }
  return found.length;
}

/** Whether a file can be written and synced. */
function isWritable(folder: string): boolean {
  const file = join(folder, 'probe');
  try {
    const descriptor = openSync(file, 'w');
    writeSync(descriptor, 'probe');
    fsyncSync(descriptor);
    closeSync(descriptor);
    rmSync(file);
    return true;
  } catch {
    return false;
  }
}
