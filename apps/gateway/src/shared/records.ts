import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { syncToDisk } from '@reprise/secret-files';
import { z } from 'zod';

const Id = z.uuid().toLowerCase();

/** JSON files of one kind, named after their ids. They are not affected when the tables are rebuilt. */
export class Records<T> {
  #changing: Promise<unknown> = Promise.resolve();

  constructor(private readonly folder: string) {}

  async open(): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    await chmod(this.folder, 0o700);
  }

  /** Returns a record; undefined if it does not exist, or if the id is invalid. */
  async find(id: string): Promise<T | undefined> {
    const known = Id.safeParse(id);
    if (!known.success) return undefined;
    const text = await readFile(this.#file(known.data), 'utf8').catch(ifMissing);
    return text === undefined ? undefined : (JSON.parse(text) as T);
  }

  /** Returns all records, the newest first, because ids begin with the time. */
  async all(): Promise<T[]> {
    const names = (await readdir(this.folder)).filter((name) => name.endsWith('.json'));
    const records = await Promise.all(names.sort().map((name) => this.find(name.slice(0, -'.json'.length))));
    return records.filter((record) => record !== undefined).reverse();
  }

  /** Replaces the whole file atomically. It is on disk when it returns. */
  async save(id: string, record: T): Promise<void> {
    const file = this.#file(id);
    await writeFile(`${file}.new`, JSON.stringify(record, null, 2), { mode: 0o600, flush: true });
    await rename(`${file}.new`, file);
    await syncToDisk(this.folder);
  }

  /** Changes a record. Changes are serialized. Returns undefined if the record does not exist. */
  change(id: string, change: (record: T) => T): Promise<T | undefined> {
    const changed = this.#changing.then(async () => {
      const record = await this.find(id);
      if (record === undefined) return undefined;
      const next = change(record);
      await this.save(id, next);
      return next;
    });
    this.#changing = changed.catch(() => undefined);
    return changed;
  }

  async remove(id: string): Promise<void> {
    await rm(this.#file(id), { force: true });
  }

  #file = (id: string): string => join(this.folder, `${id}.json`);
}

const ifMissing = (error: NodeJS.ErrnoException): undefined => {
  if (error.code !== 'ENOENT') throw error;
};
