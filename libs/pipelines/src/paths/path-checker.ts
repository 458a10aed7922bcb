import { realpathSync } from 'node:fs';
import { lstat, stat } from 'node:fs/promises';
import { isAbsolute, join, normalize, resolve } from 'node:path';
import type { FieldProblem } from '@reprise/contracts';
import { isInside } from './absolute-params.ts';
import { isPath, leadsUp, listedIn, namedAfterCommas, NOTHING, remoteScheme, type Expected } from './expected-path.ts';
import { filesOfPrefix } from './files-of-prefix.ts';
import { compileGlob, isGlob, splitPattern } from './glob.ts';
import { InputList } from './input-list.ts';
import type { InputRead } from './input-read.ts';
import { InputWalk } from './input-walk.ts';
import { realOrNearest } from './real-path.ts';

/** Permitted targets of submitted paths. */
export interface Allowed {
  /** Absolute folders. A missing folder permits nothing. */
  readonly roots: readonly string[];
  /** Schemes of URLs, in lower case. */
  readonly schemes: readonly string[];
}

/** Maximum number of files that are counted for a pattern. */
const MOST_MATCHES = 100;

/** Schemes that Nextflow supports itself or with its own plugins. */
const READ_BY_NEXTFLOW = new Set(['http', 'https', 'ftp', 'ftps', 's3', 'gs', 'az']);
/** Variables that Nextflow replaces in a params file, in versions 22.10 to 26.08 (`ConfigBuilder.configVars`). */
const REPLACED = /\$\{(baseDir|projectDir|launchDir|outputDir|secrets)\}/;

/** Validates the paths in a set of parameters as nf-schema does. Collects errors, warnings, and the files found. */
export class PathChecker {
  readonly errors: FieldProblem[] = [];
  readonly warnings: FieldProblem[] = [];
  readonly inputs = new InputList();
  /** Paths to try as the tasks' user, which may differ from the user of this process. */
  readonly reads: InputRead[] = [];
  readonly #roots: readonly string[];
  readonly #schemes: readonly string[];
  readonly #launchFiles: ReadonlyMap<string, string>;
  readonly #walks: { readonly trusted: InputWalk; readonly untrusted: InputWalk };
  #field = '';

  /**
   * @param launchFiles maps a name in the job's launch dir to the absolute path of its target
   * @param mostWalkMs for tests: time limit for walking the folders
   */
  constructor({ roots, schemes }: Allowed, launchFiles: Readonly<Record<string, string>> = {}, mostWalkMs?: number) {
    this.#schemes = schemes;
    this.#launchFiles = new Map(Object.entries(launchFiles));
    this.#roots = roots.flatMap((root) => {
      try {
        return [realpathSync(root)];
      } catch {
        return [];
      }
    });
    const { inputs } = this;
    const onSkipped = (reason: string) =>
      this.#warn(`${reason} Its inputs are listed in part, its links not all checked.`);
    this.#walks = {
      trusted: new InputWalk({ inputs, onSkipped, assertAllowed: () => Promise.resolve() }, mostWalkMs),
      untrusted: new InputWalk({ inputs, onSkipped, assertAllowed: (path) => this.#real(path, false) }, mostWalkMs),
    };
  }

  /**
   * Returns the value with `..` resolved and `file:` removed in its paths, and with links kept. Other values are
   * unchanged.
   * @param trusted whether the path may be outside of the roots
   */
  async check(field: string, value: unknown, expected: Expected, trusted: boolean): Promise<unknown> {
    if (Array.isArray(value)) {
      const items: unknown[] = [];
      for (const [index, item] of value.entries())
        items.push(await this.check(`${field}.${String(index)}`, item, expected.inside(index), trusted));
      return items;
    }
    if (typeof value === 'object' && value !== null) {
      const entries: [string, unknown][] = [];
      for (const [key, inner] of Object.entries(value)) {
        if (!trusted && REPLACED.test(key)) this.errors.push({ field, message: replacedIn(key) });
        entries.push([key, await this.check(`${field}.${key}`, inner, expected.inside(key), trusted)]);
      }
      return Object.fromEntries(entries);
    }
    if (typeof value !== 'string' || value === '') return value;
    this.#field = field;
    try {
      if (!trusted && REPLACED.test(value)) throw new InvalidPathError(replacedIn(value));
      return await this.#text(value, expected, trusted);
    } catch (error) {
      if (!(error instanceof InvalidPathError)) throw error;
      this.errors.push({ field, message: error.message });
      return value;
    }
  }

  async #text(value: string, expected: Expected, trusted: boolean): Promise<string> {
    const scheme = remoteScheme(value.trim());
    const named = trusted ? [] : namedAfterCommas(value);
    if (scheme !== null && named.length === 0) return this.#url(value, scheme, expected, trusted);
    if ((named.length === 0 && !isPath(value, expected, trusted)) || value === NOTHING) return value;
    if (value.includes('\0')) throw new InvalidPathError('must not contain NUL');
    if (value.trim() !== value) throw new InvalidPathError('must not begin or end with a blank');
    if (await this.#exists(value)) return this.#path(value, expected, trusted);
    const parts = listedIn(value);
    if (parts && expected.exists === true) throw new InvalidPathError(`does not exist: ${value}`);
    const between = named.filter((each) => !parts?.some((part) => part.startsWith(each)));
    for (const part of [...(parts ?? []), ...between]) await this.#text(part.trim(), plainly(expected), trusted);
    if (parts) return value;
    if (!isPath(value, expected, trusted)) return value;
    return isGlob(value) ? this.#glob(value, expected, trusted) : this.#path(value, expected, trusted);
  }

  #url(value: string, scheme: string, { format, exists }: Expected, trusted: boolean): string {
    const isRead = READ_BY_NEXTFLOW.has(scheme) || format !== null || exists !== undefined;
    if (isRead && !trusted && !this.#schemes.includes(scheme))
      throw new InvalidPathError(
        `must not be a URL with ${scheme}: REPRISE_INPUT_SCHEMES allows ${this.#schemes.join(', ') || 'none'}`,
      );
    return value;
  }

  async #glob(value: string, { format, exists }: Expected, trusted: boolean): Promise<string> {
    if (format === 'file-path' || format === 'directory-path')
      throw new InvalidPathError(`must be one path, and not a pattern: ${value}`);
    const { path, glob } = splitPattern(value);
    if (glob?.split('/').includes('..')) throw new InvalidPathError('must not contain ".." after a pattern begins');
    if (!isAbsolute(value)) {
      if (leadsUp(value) || value.startsWith('~')) throw new InvalidPathError(`must be an absolute path: ${value}`);
      this.#warn('is looked for in the launch folder of the job, since it is not an absolute path');
      return value;
    }
    // The links among its files could not be checked.
    if (!trusted && compileGlob(glob ?? '').isTooLarge)
      throw new InvalidPathError(`must make fewer patterns by its braces: ${value}`);
    await this.#real(path, trusted);
    const before = this.inputs.files.length;
    const matches = await this.#walkOf(trusted).glob(resolve(path), glob ?? '');
    this.#read(resolve(path), false);
    for (const file of this.inputs.files.slice(before, before + MOST_MATCHES)) this.#read(file.path, false);
    if (matches === 0 && (format === 'file-path-pattern' || exists === true))
      throw new InvalidPathError(`matches no file: ${value}`);
    if (matches !== null && matches > 0 && exists === false) throw new InvalidPathError(`must not exist yet: ${value}`);
    if (matches === null) this.#warn(`could not be looked for: ${value}`);
    if (matches === 0 && exists === undefined) this.#warn(`matches no file now: ${value}`);
    if (format === 'path') this.#warn('is a pattern; newer versions of nf-schema refuse one here');
    return path.split('/').includes('..') ? `${resolve(path)}/${glob ?? ''}` : value;
  }

  async #path(given: string, expected: Expected, trusted: boolean): Promise<string> {
    const value = /^file:(\/\/)?(\/[^/%?#][^%?#]*)$/.exec(given)?.[2] ?? given;
    if (!isAbsolute(value)) return this.#relative(value, expected, trusted);
    // Resolved before links are followed, as in Nextflow, because after a link, `..` would lead elsewhere.
    const path = resolve(value);
    const real = await this.#real(path, trusted);
    const found = await stat(real).catch((error: unknown) => (isClosed(error) ? 'closed' : null));
    const { format, exists } = expected;
    if (exists !== false) this.#read(path, format !== null);
    if (found === 'closed') return this.#closed(value);
    if (exists === true && !found) throw new InvalidPathError(`does not exist: ${value}`);
    if (exists === false && (await lstat(real).catch(() => null)))
      throw new InvalidPathError(`must not exist yet: ${value}`);
    if ((format === 'file-path' || format === 'file-path-pattern') && found?.isDirectory())
      throw new InvalidPathError(`must be a file, and not a folder: ${value}`);
    if (format === 'directory-path' && found && !found.isDirectory())
      throw new InvalidPathError(`must be a folder, and not a file: ${value}`);
    if (found?.isFile()) this.inputs.add({ path, bytes: found.size });
    if (found?.isDirectory()) await this.#walkOf(trusted).folder(path);
    if (!found && exists === undefined) await this.#missing(value, path, trusted);
    return value.split('/').includes('..') ? path + (/[^/]\/$/.test(value) ? '/' : '') : value;
  }

  /** A path below the launch dir, which for a new job contains only its launch files. */
  async #relative(value: string, expected: Expected, trusted: boolean): Promise<string> {
    if (value.startsWith('~') || leadsUp(value) || /^(file|jar):/i.test(value))
      throw new InvalidPathError(`must be an absolute path: ${value}`);
    const [name = '', ...below] = normalize(value).split('/');
    const target = this.#launchFiles.get(name);
    if (target !== undefined) {
      await this.#path(join(target, ...below), expected, trusted);
      return value;
    }
    this.#warn(
      expected.exists === true
        ? 'is looked for in the launch folder of the job, where the pipeline requires it: give its absolute path, or add it to the files in the launch folder'
        : 'is looked for in the launch folder of the job, since it is not an absolute path',
    );
    return value;
  }

  /** A missing path: the prefix of an index, a future output, or a mistake. */
  async #missing(value: string, path: string, trusted: boolean): Promise<void> {
    const files = value.endsWith('/') ? [] : await filesOfPrefix(path);
    for (const file of files) {
      await this.#walkOf(trusted).file(file);
      this.#read(file, false);
    }
    if (files.length === 0) this.#warn(`does not exist now: ${value}`);
  }

  /** A path that may exist, as far as this process can see. */
  #closed(value: string): string {
    this.#warn(`cannot be looked at by the gateway: ${value}`);
    return value;
  }

  #read(path: string, whole: boolean): void {
    this.reads.push({ field: this.#field, path, whole });
  }

  #walkOf = (trusted: boolean): InputWalk => (trusted ? this.#walks.trusted : this.#walks.untrusted);

  #exists = (value: string): Promise<boolean> =>
    isAbsolute(value)
      ? lstat(value).then(
          () => true,
          () => false,
        )
      : Promise.resolve(false);

  #warn(message: string): void {
    this.warnings.push({ field: this.#field, message });
  }

  /** Returns the real path. If the path is outside of the roots, the error does not reveal whether it exists. */
  async #real(path: string, trusted: boolean): Promise<string> {
    const real = await realOrNearest(resolve(path));
    if (trusted || this.#roots.some((root) => isInside(real, root))) return real;
    const leadsOut = this.#roots.some((root) => isInside(resolve(path), root));
    throw new InvalidPathError(
      `must lie in one of the input roots${leadsOut ? `, but ${path} is a link that leads out of them` : `: ${path}`}`,
    );
  }
}

class InvalidPathError extends Error {}

const isClosed = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'EACCES';

/** Expectations for a part of a comma-separated list, which a script splits. It is a path only if it looks like one. */
const plainly = ({ inside }: Expected): Expected => ({ format: null, exists: undefined, inside });

const replacedIn = (value: string) =>
  `must not contain ${REPLACED.exec(value)?.[0] ?? ''}, which Nextflow replaces in a params file`;
