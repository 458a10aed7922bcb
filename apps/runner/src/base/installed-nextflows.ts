import { meetsVersion } from '@reprise/contracts';
import { readVersion, type Isolation } from '@reprise/nextflow';
import type { RunnerSettings } from './settings.ts';

/** A Nextflow of this runner. */
export interface InstalledNextflow {
  /** As it says itself. */
  readonly version: string;
  /** Path, or name on `PATH`. */
  readonly launcher: string;
}

/** Those of a runner, one of each version; the first is the default. */
export type InstalledNextflows = readonly [InstalledNextflow, ...InstalledNextflow[]];

/**
 * Asks each Nextflow of the settings for its version.
 * @throws Error one does not answer, or is another version than its name says
 */
export async function readNextflows(
  { REPRISE_NEXTFLOW, REPRISE_NEXTFLOWS }: Pick<RunnerSettings, 'REPRISE_NEXTFLOW' | 'REPRISE_NEXTFLOWS'>,
  environment: Readonly<Record<string, string>>,
  isolation?: Isolation,
): Promise<{ nextflows: InstalledNextflows; warnings: string[] }> {
  const named = [{ name: '', launcher: REPRISE_NEXTFLOW }, ...REPRISE_NEXTFLOWS];
  const read = await Promise.all(
    named.map(async ({ name, launcher }) => {
      const setting = name === '' ? '' : `REPRISE_NEXTFLOWS, ${name}: `;
      const { version, warning } = await readVersion(launcher, environment, isolation).catch((error: unknown) => {
        throw new Error(`${setting}${(error as Error).message}`, { cause: error });
      });
      if (/^\d/.test(name) && !meetsVersion(version, name))
        throw new Error(`${setting}${launcher} is Nextflow ${version}. Correct the name or the path`);
      return { version, launcher, warning };
    }),
  );
  const [first, ...others] = read as [(typeof read)[0], ...typeof read];
  const further = others.filter(({ version }, at) => {
    const before = [first, ...others.slice(0, at)];
    return !before.some((each) => each.version === version);
  });
  const nextflows = [first, ...further].map(({ version, launcher }) => ({ version, launcher }));
  const warnings = [first, ...further].flatMap(({ warning }) => warning ?? []);
  return { nextflows: nextflows as [InstalledNextflow, ...InstalledNextflow[]], warnings };
}

export const versionsOf = (nextflows: InstalledNextflows): string[] => nextflows.map(({ version }) => version);

/** Returns the launcher of a version; the default where there is none of it, or it is not known. */
export const launcherOf = (nextflows: InstalledNextflows, version?: string): string =>
  (nextflows.find((each) => each.version === version) ?? nextflows[0]).launcher;
