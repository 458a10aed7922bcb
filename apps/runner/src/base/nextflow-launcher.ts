import { realpath, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { meetsVersion } from '@reprise/contracts';
import type { NextflowVersion } from '@reprise/nextflow';

/** Time after which a launcher that did not answer is queried again even if its file is unchanged. */
const AGAIN_MS = 60_000;

interface LauncherSpec {
  /** Name in `REPRISE_NEXTFLOWS`; empty for `REPRISE_NEXTFLOW`. Names that begin with a digit are versions. */
  readonly name: string;
  /** Path, or name on `PATH`. */
  readonly launcher: string;
  readonly searchPath: string | undefined;
  /** Queries a launcher for its version. Throws an Error with a sentence if the launcher does not answer. */
  readonly ask: (launcher: string) => Promise<NextflowVersion>;
  readonly now?: () => number;
}

/** A configured launcher with its last answer. */
export class NextflowLauncher {
  /** Null if it cannot be used. */
  version: string | null = null;
  /** A warning for users; null if this version was tested. */
  warning: string | null = null;
  /** Why it cannot be used; null if it can. */
  problem: string | null = null;
  readonly #spec: LauncherSpec;
  /** Undefined if the launcher was not queried yet or must be queried again. */
  #file: string | null | undefined;
  #askedAt = 0;

  constructor(spec: LauncherSpec) {
    this.#spec = spec;
  }

  get path(): string {
    return this.#spec.launcher;
  }

  /** Makes the next check query the launcher as if its file had changed. */
  askAgain(): void {
    this.#file = undefined;
  }

  /** Queries the version if the file changed. @returns the change as a sentence; null if there is none */
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

/** Returns a fingerprint that changes with the launcher's file or its link target; null if the file does not exist. */
async function identityOf(launcher: string, searchPath = ''): Promise<string | null> {
  const folders = launcher.includes('/') ? [''] : searchPath.split(delimiter);
  for (const folder of folders)
    try {
      const path = await realpath(folder === '' ? launcher : join(folder, launcher));
      const { dev, ino, size, mtimeMs } = await stat(path);
      return [path, dev, ino, size, mtimeMs].join(' ');
    } catch {
      // Try the next folder.
    }
  return null;
}
