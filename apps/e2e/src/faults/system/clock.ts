import { globSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Library that the process preloads. Source: Debian's package libfaketime. */
const [library] = globSync('/usr/lib/*/faketime/libfaketimeMT.so.1');

/** Whether clocks can jump on this machine without changing its own. */
export const canJump = library !== undefined;

/** Clock of one process, which can jump; its monotonic clock does not. */
export class Clock {
  readonly #file: string;

  constructor(folder: string, name: string) {
    this.#file = join(folder, `${name}.clock`);
    this.heal();
  }

  /** Variables for the process. Source: README of libfaketime. */
  get env(): Readonly<Record<string, string>> {
    return library === undefined
      ? {}
      : {
          LD_PRELOAD: library,
          FAKETIME_TIMESTAMP_FILE: this.#file,
          FAKETIME_CACHE_DURATION: '1',
          FAKETIME_DONT_FAKE_MONOTONIC: '1',
          FAKETIME_DONT_RESET: '1',
        };
  }

  /** @param seconds negative for the past */
  jump(seconds: number): void {
    writeFileSync(this.#file, `${seconds < 0 ? '' : '+'}${String(seconds)}\n`);
  }

  /** Restores the time of the machine. */
  heal(): void {
    this.jump(0);
  }
}
