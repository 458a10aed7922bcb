import { realpath, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { meetsVersion } from '@reprise/contracts';
import type { NextflowVersion } from '@reprise/nextflow';

/** Time after which a launcher that did not answer is asked again, though it is the same file. */
const AGAIN_MS = 60_000;

interface LauncherSpec {
  /** Name in `REPRISE_NEXTFLOWS`; empty for `REPRISE_NEXTFLOW`. One that begins with a digit is a version. */
  readonly name: string;
  /** Path, or name on `PATH`. */
  readonly launcher: string;
  readonly searchPath: string | undefined;
  /** Asks a launcher for its version. Throws an Error with a sentence where it does not answer. */
  readonly ask: (launcher: string) => Promise<NextflowVersion>;
  readonly now?: () => number;
}

/** Launcher of the settings, and what it answered last. */
export class NextflowLauncher {
  /** Null where it cannot be used. */
  version: string | null = null;
  /** A sentence for people; null where this version was tried. */
  warning: string | null = null;
  /** Why it cannot be used; null where it can. */
  problem: string | null = null;
  readonly #spec: LauncherSpec;
  /** Undefined: it was not asked yet, or is to be asked again. */
  #file: string | null | undefined;
  #askedAt = 0;

  constructor(spec: LauncherSpec) {
    this.#spec = spec;
  }

  get path(): string {
    return this.#spec.launcher;
  }

  /** Has the next look ask it, as if its file had changed. */
  askAgain(): void {
    this.#file = undefined;
  }

  /** Asks for the version where the file is another than before. @returns what has changed, as a sentence; null: nothing */
  async look(): Promise<string | null> {
    const { name, launcher, searchPath, ask, now = Date.now } = this.#spec;
    const file = await identityOf(launcher, searchPath);
    const isDue = this.problem !== null && now() - this.#askedAt >= AGAIN_MS;
    if (file === this.#file && !isDue) return null;
    [this.#file, this.#askedAt] = [file, now()];
    const before = { version: this.version, problem: this.problem };
    try {
      const { version, warning } = await ask(launcher);
      if (/^\d/.test(name) && !meetsVersion(version, name))
        throw new Error(`${launcher} is Nextflow ${version}. Correct the name or the path`);
      [this.version, this.warning, this.problem] = [version, warning, null];
    } catch (error) {
      const setting = name === '' ? '' : `REPRISE_NEXTFLOWS, ${name}: `;
      const why = file === null ? `${launcher} is not there` : (error as Error).message;
      [this.version, this.warning, this.problem] = [null, null, `${setting}${why}`];
    }
    if (this.problem !== null) return this.problem === before.problem ? null : this.problem;
    if (this.version === before.version) return null;
    const was = before.version === null ? '' : `, and was ${before.version}`;
    return `${launcher} is Nextflow ${String(this.version)} now${was}`;
  }
}

/** Returns what changes with another file in the place of a launcher, or behind its link; null where there is none. */
async function identityOf(launcher: string, searchPath = ''): Promise<string | null> {
  const folders = launcher.includes('/') ? [''] : searchPath.split(delimiter);
  for (const folder of folders)
    try {
      const path = await realpath(folder === '' ? launcher : join(folder, launcher));
      const { dev, ino, size, mtimeMs } = await stat(path);
      return [path, dev, ino, size, mtimeMs].join(' ');
    } catch {
      // Perhaps in the next folder.
    }
  return null;
}
