import { realpathSync } from 'node:fs';
import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { looksLikePath, type Expected } from './expected.ts';
import { splitPattern } from './input-paths.ts';
import { isInside } from './paths.ts';
import type { FieldError } from './pipeline.ts';

/** What the schema does not call a path is one if it looks like one; of the manifest's own only if it is absolute. */
const isPath = (value: string, { format }: Expected, trusted: boolean): boolean =>
  format !== null || (trusted ? isAbsolute(value) : looksLikePath(value));

export interface InputFile {
  readonly path: string;
  readonly bytes: number;
}

/** Files are listed up to here (an event holds 256 KiB), and a folder with more than that many is refused. */
const MOST_LISTED = 500;
const MOST_LISTED_BYTES = 64 * 1024;
const MOST_FILES = 20_000;

/** Checks the paths of one set of parameters; collects what is wrong, and which files lie behind the right ones. */
export class PathChecker {
  readonly errors: FieldError[] = [];
  /** The first of the files found, as many as are listed. */
  readonly inputs: InputFile[] = [];
  inputsFound = 0;
  readonly #roots: readonly string[];
  #listedBytes = 0;

  /** `roots`: absolute folders; one that does not exist allows nothing. */
  constructor(roots: readonly string[]) {
    this.#roots = roots.flatMap((root) => {
      try {
        return [realpathSync(root)];
      } catch {
        return [];
      }
    });
  }

  /** The value with its paths without `..`, links in them as given; what is no path comes back as it is. `trusted`: it may lie anywhere. */
  async check(field: string, value: unknown, expected: Expected, trusted: boolean): Promise<unknown> {
    if (Array.isArray(value)) {
      const items: unknown[] = [];
      for (const [index, item] of value.entries())
        items.push(await this.check(`${field}.${String(index)}`, item, expected, trusted));
      return items;
    }
    if (typeof value === 'object' && value !== null) {
      const entries: [string, unknown][] = [];
      for (const [key, inner] of Object.entries(value))
        entries.push([key, await this.check(`${field}.${key}`, inner, { format: null, exists: true }, trusted)]);
      return Object.fromEntries(entries);
    }
    if (typeof value !== 'string' || value === '') return value;
    try {
      // Nextflow puts its own folders for `${launchDir}` and the like, wherever they stand in a params file.
      if (!trusted && value.includes('${')) throw new WrongPath('must not contain "${"');
      return isPath(value, expected, trusted) ? await this.#path(value, expected, trusted) : value;
    } catch (error) {
      if (!(error instanceof WrongPath)) throw error;
      this.errors.push({ field, message: error.message });
      return value;
    }
  }

  async #path(value: string, { format, exists }: Expected, trusted: boolean): Promise<string> {
    if (!isAbsolute(value) || value.includes('\0')) throw new WrongPath('must be an absolute path');
    if (format === 'file-path-pattern') return this.#pattern(value, trusted);
    // `..` is taken out before the look, as Nextflow does: behind a link it would lead elsewhere.
    const path = resolve(value);
    const real = await this.#real(path, trusted);
    if (!exists) {
      if (await lstat(real).catch(() => null)) throw new WrongPath(`must not exist yet: ${value}`);
      return path;
    }
    const found = await stat(real).catch(() => null);
    if (!found) throw new WrongPath(`does not exist: ${value}`);
    if (format === 'file-path' && !found.isFile()) throw new WrongPath(`must be a file: ${value}`);
    if (format === 'directory-path' && !found.isDirectory()) throw new WrongPath(`must be a folder: ${value}`);
    if (found.isFile()) this.#list({ path, bytes: found.size });
    if (found.isDirectory()) await this.#walk(path, trusted, { left: MOST_FILES });
    return path;
  }

  /** A glob is checked by the folder before its first special character, with all that lies in it. */
  async #pattern(value: string, trusted: boolean): Promise<string> {
    const { path, glob } = splitPattern(value);
    if (glob === null) return this.#path(value, { format: 'path', exists: true }, trusted);
    if (value.split('/').includes('..')) throw new WrongPath('must not contain ".."');
    const folder = await this.#path(path, { format: 'path', exists: true }, trusted);
    return join(folder, glob);
  }

  /** Lists the files of a folder; each symlink in it must stay in the roots too, since a pipeline follows it. */
  async #walk(folder: string, trusted: boolean, budget: { left: number }): Promise<void> {
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => {
      throw new WrongPath(`cannot be read: ${folder}`);
    });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (--budget.left < 0) throw new WrongPath(`must not hold more than ${String(MOST_FILES)} files`);
      const path = join(folder, entry.name);
      if (entry.isDirectory()) await this.#walk(path, trusted, budget);
      if (entry.isSymbolicLink()) await this.#real(path, trusted);
      const found = entry.isFile() || entry.isSymbolicLink() ? await stat(path).catch(() => null) : null;
      if (found?.isFile()) this.#list({ path, bytes: found.size });
    }
  }

  #list(file: InputFile): void {
    this.inputsFound++;
    this.#listedBytes += Buffer.byteLength(JSON.stringify(file));
    if (this.inputs.length < MOST_LISTED && this.#listedBytes <= MOST_LISTED_BYTES) this.inputs.push(file);
  }

  /** Says of a path outside the roots only that, so that nobody learns from it what exists there. */
  async #real(path: string, trusted: boolean): Promise<string> {
    const real = await realOrNearest(path);
    if (trusted || this.#roots.some((root) => isInside(real, root))) return real;
    const leadsOut = this.#roots.some((root) => isInside(path, root));
    throw new WrongPath(
      `must lie in one of the input roots${leadsOut ? `, but ${path} is a link that leads out of them` : `: ${path}`}`,
    );
  }
}

class WrongPath extends Error {}

/** The real path, or where it does not exist that of the nearest folder above which does, and the rest as given. */
async function realOrNearest(path: string): Promise<string> {
  if (path === dirname(path)) return path;
  return realpath(path).catch(async () => join(await realOrNearest(dirname(path)), basename(path)));
}
