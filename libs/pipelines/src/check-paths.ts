import { realpathSync } from 'node:fs';
import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { looksLikePath, type Expected } from './expected-path.ts';
import { splitPattern } from './input-paths.ts';
import { isInside } from './paths.ts';
import type { FieldError } from './field-error.ts';

/**
 * Whether a value is a path. Without a path format in the schema, it is one if it looks like one; a default of the
 * manifest only if it is absolute.
 */
const isPath = (value: string, { format }: Expected, trusted: boolean): boolean =>
  format !== null || (trusted ? isAbsolute(value) : looksLikePath(value));

export interface InputFile {
  readonly path: string;
  readonly bytes: number;
}

/** Limits of the listed files (an event holds 256 KiB), and of the files in a folder. */
const MOST_LISTED = 500;
const MOST_LISTED_BYTES = 64 * 1024;
const MOST_FILES = 20_000;

/** Validates the paths in one set of parameters; collects errors, and the files behind valid paths. */
export class PathChecker {
  readonly errors: FieldError[] = [];
  /** The first files found, up to the limit. */
  readonly inputs: InputFile[] = [];
  inputsFound = 0;
  readonly #roots: readonly string[];
  #listedBytes = 0;

  /** @param roots absolute folders; one that does not exist allows nothing */
  constructor(roots: readonly string[]) {
    this.#roots = roots.flatMap((root) => {
      try {
        return [realpathSync(root)];
      } catch {
        return [];
      }
    });
  }

  /**
   * Returns the value with `..` resolved in its paths, links kept; other values unchanged.
   * @param trusted the path may lie outside the roots
   */
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
      // Nextflow replaces `${launchDir}` and the like anywhere in a params file.
      if (!trusted && value.includes('${')) throw new InvalidPathError('must not contain "${"');
      return isPath(value, expected, trusted) ? await this.#path(value, expected, trusted) : value;
    } catch (error) {
      if (!(error instanceof InvalidPathError)) throw error;
      this.errors.push({ field, message: error.message });
      return value;
    }
  }

  async #path(value: string, { format, exists }: Expected, trusted: boolean): Promise<string> {
    if (!isAbsolute(value) || value.includes('\0')) throw new InvalidPathError('must be an absolute path');
    if (format === 'file-path-pattern') return this.#pattern(value, trusted);
    // Resolved before links are followed, as Nextflow does: after a link, `..` would lead elsewhere.
    const path = resolve(value);
    const real = await this.#real(path, trusted);
    if (!exists) {
      if (await lstat(real).catch(() => null)) throw new InvalidPathError(`must not exist yet: ${value}`);
      return path;
    }
    const found = await stat(real).catch(() => null);
    if (!found) throw new InvalidPathError(`does not exist: ${value}`);
    if (format === 'file-path' && !found.isFile()) throw new InvalidPathError(`must be a file: ${value}`);
    if (format === 'directory-path' && !found.isDirectory()) throw new InvalidPathError(`must be a folder: ${value}`);
    if (found.isFile()) this.#list({ path, bytes: found.size });
    if (found.isDirectory()) await this.#walk(path, trusted, { left: MOST_FILES });
    return path;
  }

  /** Validates a glob by the folder before its first special character, with all files in it. */
  async #pattern(value: string, trusted: boolean): Promise<string> {
    const { path, glob } = splitPattern(value);
    if (glob === null) return this.#path(value, { format: 'path', exists: true }, trusted);
    if (value.split('/').includes('..')) throw new InvalidPathError('must not contain ".."');
    const folder = await this.#path(path, { format: 'path', exists: true }, trusted);
    return join(folder, glob);
  }

  /** Lists the files of a folder. Symlinks in it must stay in the roots too, since a pipeline follows them. */
  async #walk(folder: string, trusted: boolean, budget: { left: number }): Promise<void> {
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => {
      throw new InvalidPathError(`cannot be read: ${folder}`);
    });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (--budget.left < 0) throw new InvalidPathError(`must not hold more than ${String(MOST_FILES)} files`);
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

  /** Returns the real path. The error for a path outside the roots does not reveal whether it exists. */
  async #real(path: string, trusted: boolean): Promise<string> {
    const real = await realOrNearest(path);
    if (trusted || this.#roots.some((root) => isInside(real, root))) return real;
    const leadsOut = this.#roots.some((root) => isInside(path, root));
    throw new InvalidPathError(
      `must lie in one of the input roots${leadsOut ? `, but ${path} is a link that leads out of them` : `: ${path}`}`,
    );
  }
}

class InvalidPathError extends Error {}

/** Returns the real path; if it does not exist, that of its nearest existing parent with the rest appended. */
async function realOrNearest(path: string): Promise<string> {
  if (path === dirname(path)) return path;
  return realpath(path).catch(async () => join(await realOrNearest(dirname(path)), basename(path)));
}
