/** Storage that keeps what is written, such as an image file. */
export interface Medium {
  read(target: Buffer, offset: number): void;
  write(data: Buffer, offset: number): void;
}

/** Bytes that a drive writes at once or not at all. */
export const BLOCK = 4_096;

/** Number of blocks that a power cut lost and kept. */
export interface Cut {
  readonly lost: number;
  readonly kept: number;
}

/**
 * A drive's volatile write cache: a written block reaches the medium at the next sync. Until then, a power cut can lose
 * it.
 */
export class WriteCache {
  readonly #medium: Medium;
  readonly #capacity: number;
  readonly #blocks = new Map<number, Buffer>();

  /** @param capacity maximum number of blocks; a full cache writes all of them to the medium */
  constructor(medium: Medium, capacity: number) {
    this.#medium = medium;
    this.#capacity = capacity;
  }

  read(offset: number, length: number): Buffer {
    const first = Math.floor(offset / BLOCK);
    const count = Math.ceil((offset + length) / BLOCK) - first;
    const blocks = Buffer.alloc(count * BLOCK);
    this.#medium.read(blocks, first * BLOCK);
    for (let index = 0; index < count; index += 1) this.#blocks.get(first + index)?.copy(blocks, index * BLOCK);
    return blocks.subarray(offset - first * BLOCK, offset - first * BLOCK + length);
  }

  write(offset: number, data: Buffer): void {
    const first = Math.floor(offset / BLOCK);
    const count = Math.ceil((offset + data.length) / BLOCK) - first;
    // A copy, including the parts of blocks that are not written.
    const blocks = Buffer.from(this.read(first * BLOCK, count * BLOCK));
    data.copy(blocks, offset - first * BLOCK);
    for (let index = 0; index < count; index += 1)
      this.#blocks.set(first + index, blocks.subarray(index * BLOCK, (index + 1) * BLOCK));
    if (this.#blocks.size > this.#capacity) this.sync();
  }

  /** Writes all blocks to the medium. */
  sync(): void {
    for (const [block, data] of this.#blocks) this.#medium.write(data, block * BLOCK);
    this.#blocks.clear();
  }

  /** Loses the blocks that had not reached the medium, and keeps those for which the function returns true. */
  cut(isKept: (block: number) => boolean): Cut {
    let kept = 0;
    const { size } = this.#blocks;
    for (const [block, data] of this.#blocks) {
      if (!isKept(block)) continue;
      this.#medium.write(data, block * BLOCK);
      kept += 1;
    }
    this.#blocks.clear();
    return { lost: size - kept, kept };
  }
}
