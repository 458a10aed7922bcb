import { readVersion, type Isolation } from '@reprise/nextflow';
import { NextflowLauncher } from './nextflow-launcher.ts';
import type { RunnerSettings } from './settings.ts';

/** A Nextflow of this runner. */
export interface InstalledNextflow {
  /** As it reports. */
  readonly version: string;
  /** Path, or name on `PATH`. */
  readonly launcher: string;
}

type All = readonly [InstalledNextflow, ...InstalledNextflow[]];

/** The current versions of a runner with one launcher each. The first is the default. */
export class InstalledNextflows {
  #all: All;
  readonly #launchers: readonly NextflowLauncher[];

  /** @param launchers the launchers to check again, the default first; if empty, the list never changes */
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

  /** Why the default version cannot run a job, as a sentence; null if it can. It remains the first of the versions. */
  get obstacle(): string | null {
    const problem = this.#launchers[0]?.problem ?? null;
    return problem && `Its Nextflow is missing: ${problem}`;
  }

  find(version: string): InstalledNextflow | undefined {
    return this.#all.find((each) => each.version === version);
  }

  /** Returns the launcher of a version, or the default launcher if there is none or the version is unknown. */
  launcherOf(version?: string): string {
    return (this.#all.find((each) => each.version === version) ?? this.#all[0]).launcher;
  }

  /** Makes the next refresh query the launchers of a version again, even if their files are unchanged. */
  askAgain(version: string): void {
    for (const launcher of this.#launchers) if (launcher.version === version) launcher.askAgain();
  }

  /**
   * Queries the version of each launcher whose file has changed. A launcher that is missing, does not answer, or
   * reports a version other than the one in its name is removed from the list until it is valid again.
   * @returns a sentence per changed launcher
   */
  async refresh(): Promise<string[]> {
    const changes = await Promise.all(this.#launchers.map((launcher) => launcher.look()));
    if (changes.some((change) => change !== null)) this.#all = onePerVersion(this.#launchers, this.#all[0]);
    return changes.filter((change) => change !== null);
  }
}

/**
 * Queries the version of each configured Nextflow.
 * @throws Error if one of them does not answer, or reports a version other than the one in its name
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

/** Returns the first launcher of each version. @param before the default, which stays first even if it is missing */
function onePerVersion(launchers: readonly NextflowLauncher[], before?: InstalledNextflow): All {
  const there = launchers.flatMap(({ version, path }) => (version === null ? [] : [{ version, launcher: path }]));
  const isAway = launchers[0]?.version === null;
  const all = isAway && before ? [before, ...there] : there;
  const [first, ...others] = all.filter(
    ({ version }, at) => all.findIndex((each) => each.version === version) === at,
  ) as [InstalledNextflow, ...InstalledNextflow[]];
  return [first, ...others];
}
