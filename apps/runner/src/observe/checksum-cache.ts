import { readFile, rename, writeFile } from 'node:fs/promises';
import { SMALL_BYTES, type Reading } from './read-input.ts';

/**
 * Checksums already computed for a job's large inputs, keyed by real path. They are saved in a file, so that the next
 * attempt, or a restarted runner, need not read the inputs again.
 */
export class ChecksumCache {
  readonly #file: string;
  readonly #readings: Map<string, Reading>;

  private constructor(file: string, readings: Map<string, Reading>) {
    this.#file = file;
    this.#readings = readings;
  }

  /** Opens the cache. An unreadable file counts as empty, so that everything is read again. */
  static async open(file: string): Promise<ChecksumCache> {
    try {
      return new ChecksumCache(
        file,
        new Map(Object.entries(JSON.parse(await readFile(file, 'utf8')) as Record<string, Reading>)),
      );
    } catch {
      return new ChecksumCache(file, new Map());
    }
  }

  of(path: string): Reading | undefined {
    return this.#readings.get(path);
  }

  async keep(path: string, reading: Reading): Promise<void> {
    if (reading.bytes <= SMALL_BYTES || this.#readings.get(path) === reading) return;
    this.#readings.set(path, reading);
    await writeFile(`${this.#file}.draft`, JSON.stringify(Object.fromEntries(this.#readings)));
    await rename(`${this.#file}.draft`, this.#file);
  }
}
