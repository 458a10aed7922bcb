import { readdir, realpath, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Dirent, Stats } from 'node:fs';
import { compileGlob } from './glob.ts';
import type { InputList } from './input-list.ts';

/** Time limit for walking the folders of one set of parameters. */
const MOST_WALK_MS = 5000;

export interface WalkRules {
  /** @throws Error if the path leads out of the roots */
  readonly assertAllowed: (path: string) => Promise<unknown>;
  readonly inputs: InputList;
  /** Receives the reason why something could not be checked. */
  readonly onSkipped: (reason: string) => void;
}

/**
 * Walks folders: lists their files, and checks that links in them stay inside of the roots, because a pipeline follows
 * them.
 */
export class InputWalk {
  readonly #rules: WalkRules;
  readonly #mostMs: number;
  #deadline = 0;
  #late = false;
  /** Whether the current walk skipped something. */
  #isPartial = false;

  constructor(rules: WalkRules, mostMs = MOST_WALK_MS) {
    this.#rules = rules;
    this.#mostMs = mostMs;
  }

  /** Walks a whole folder. */
  folder(folder: string): Promise<void> {
    return this.#walk(folder, () => true, everything, new Set());
  }

  /**
   * Walks the matches of a glob below a folder.
   * @returns the number of matching files; null if none was found but not everything was checked
   */
  async glob(folder: string, pattern: string): Promise<number | null> {
    const glob = compileGlob(pattern);
    this.#isPartial = glob.isTooLarge;
    if (glob.isTooLarge) this.#rules.onSkipped('Its braces make too many patterns.');
    // Nextflow omits hidden files unless the pattern requests them.
    const hidden = /(^|\/)\./.test(pattern);
    const isWanted = (path: string) => {
      const name = relative(folder, path);
      return glob.matches(name) && (hidden || !/(^|\/)\./.test(name));
    };
    const before = this.#rules.inputs.found;
    await this.#walk(folder, isWanted, (path) => glob.reaches(relative(folder, path)), new Set());
    const found = this.#rules.inputs.found - before;
    return found === 0 && this.#isPartial ? null : found;
  }

  /** Lists a single file. */
  async file(path: string): Promise<void> {
    await this.#rules.assertAllowed(path);
    const found = await stat(path).catch(() => null);
    if (found?.isFile()) this.#rules.inputs.add({ path, bytes: found.size });
  }

  async #walk(
    folder: string,
    isWanted: (path: string) => boolean,
    isReached: (folder: string) => boolean,
    above: ReadonlySet<string>,
  ): Promise<void> {
    this.#deadline ||= performance.now() + this.#mostMs;
    const real = await realpath(folder).catch(() => folder);
    if (above.has(real)) return;
    const inside = new Set([...above, real]);
    for (const entry of await this.#entries(folder)) {
      if (performance.now() > this.#deadline) {
        if (!this.#late) this.#rules.onSkipped(`There is too much in ${folder} to look at all of it.`);
        this.#late = true;
        this.#isPartial = true;
        return;
      }
      const path = join(folder, entry.name);
      const kind = await this.#kindOf(entry, path, () => isReached(path) || isWanted(path));
      if (kind === 'dir' && isReached(path)) await this.#walk(path, isWanted, isReached, inside);
      if (kind === 'file' && isWanted(path)) await this.#list(path);
    }
  }

  async #entries(folder: string): Promise<Dirent[]> {
    try {
      const entries = await readdir(folder, { withFileTypes: true });
      return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    } catch (error) {
      this.#isPartial ||= !isMissing(error);
      this.#rules.onSkipped(`${folder} cannot be read here.`);
      return [];
    }
  }

  /**
   * Returns the kind of an entry, or of the target of a link.
   * @throws Error if a relevant link leads out of the roots
   */
  async #kindOf(entry: Dirent, path: string, matters: () => boolean): Promise<'file' | 'dir' | null> {
    if (entry.isDirectory()) return 'dir';
    if (entry.isFile()) return 'file';
    if (!entry.isSymbolicLink() || !matters()) return null;
    await this.#rules.assertAllowed(path);
    const found = await this.#stat(path);
    return found?.isDirectory() ? 'dir' : found?.isFile() ? 'file' : null;
  }

  async #list(path: string): Promise<void> {
    const { inputs } = this.#rules;
    if (inputs.isFull) return inputs.count();
    const found = await this.#stat(path);
    if (found) inputs.add({ path, bytes: found.size });
  }

  #stat = (path: string): Promise<Stats | null> =>
    stat(path).catch((error: unknown) => {
      this.#isPartial ||= !isMissing(error);
      return null;
    });
}

const everything = () => true;

/** Whether an error means that a path does not exist, as opposed to being unreadable. */
const isMissing = (error: unknown): boolean =>
  ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');
