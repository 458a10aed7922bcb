import { readVersion, type Isolation } from '@reprise/nextflow';
import { NextflowLauncher } from './nextflow-launcher.ts';
import type { RunnerSettings } from './settings.ts';

/** A Nextflow of this runner. */
export interface InstalledNextflow {
  /** As it says itself. */
  readonly version: string;
  /** Path, or name on `PATH`. */
  readonly launcher: string;
}

type All = readonly [InstalledNextflow, ...InstalledNextflow[]];

/** Those of a runner as they are now, one of each version; the first is the default. */
export class InstalledNextflows {
  #all: All;
  readonly #launchers: readonly NextflowLauncher[];

  /** @param launchers those that are looked at again, the default first; none: nothing changes */
  constructor(all: All, launchers: readonly NextflowLauncher[] = []) {
    this.#all = all;
    this.#launchers = launchers;
  }

  get all(): All {
    return this.#all;
  }

  get default(): InstalledNextflow {
    return this.#all[0];
  }

  get versions(): string[] {
    return this.#all.map(({ version }) => version);
  }

  /** Why the default cannot run a job, as a sentence; null where it can. It stays the first of the versions. */
  get obstacle(): string | null {
    const problem = this.#launchers[0]?.problem ?? null;
    return problem && `Its Nextflow is missing: ${problem}`;
  }

  find(version: string): InstalledNextflow | undefined {
    return this.#all.find((each) => each.version === version);
  }

  /** Returns the launcher of a version; the default where there is none of it, or it is not known. */
  launcherOf(version?: string): string {
    return (this.#all.find((each) => each.version === version) ?? this.#all[0]).launcher;
  }

  /** Has the launchers of a version asked again by the next refresh, though their files are the same. */
  askAgain(version: string): void {
    for (const launcher of this.#launchers) if (launcher.version === version) launcher.askAgain();
  }

  /**
   * Asks each launcher for its version that is another file than before. One that is gone, does not answer, or is another
   * version than its name says, is in the list no more until it is there again.
   * @returns a sentence for each that has changed
   */
  async refresh(): Promise<string[]> {
    const changes = await Promise.all(this.#launchers.map((launcher) => launcher.look()));
    if (changes.some((change) => change !== null)) this.#all = onePerVersion(this.#launchers, this.#all[0]);
    return changes.filter((change) => change !== null);
  }
}

/**
 * Asks each Nextflow of the settings for its version.
 * @throws Error one does not answer, or is another version than its name says
 */
export async function readNextflows(
  { REPRISE_NEXTFLOW, REPRISE_NEXTFLOWS }: Pick<RunnerSettings, 'REPRISE_NEXTFLOW' | 'REPRISE_NEXTFLOWS'>,
  environment: Readonly<Record<string, string>>,
  isolation?: Isolation,
): Promise<{ nextflows: InstalledNextflows; warnings: string[] }> {
  const ask = (launcher: string) => readVersion(launcher, environment, isolation);
  const searchPath = environment['PATH'];
  const launchers = [{ name: '', launcher: REPRISE_NEXTFLOW }, ...REPRISE_NEXTFLOWS].map(
    (named) => new NextflowLauncher({ ...named, searchPath, ask }),
  );
  await Promise.all(launchers.map((launcher) => launcher.look()));
  const wrong = launchers.find(({ problem }) => problem !== null);
  if (wrong) throw new Error(String(wrong.problem));
  const all = onePerVersion(launchers);
  const warnings = all.flatMap(({ launcher }) => launchers.find(({ path }) => path === launcher)?.warning ?? []);
  return { nextflows: new InstalledNextflows(all, launchers), warnings };
}

/** Returns the first of each version. @param before the default, which stays the first where it is away */
function onePerVersion(launchers: readonly NextflowLauncher[], before?: InstalledNextflow): All {
  const there = launchers.flatMap(({ version, path }) => (version === null ? [] : [{ version, launcher: path }]));
  const isAway = launchers[0]?.version === null;
  const all = isAway && before ? [before, ...there] : there;
  const [first, ...others] = all.filter(
    ({ version }, at) => all.findIndex((each) => each.version === version) === at,
  ) as [InstalledNextflow, ...InstalledNextflow[]];
  return [first, ...others];
}
