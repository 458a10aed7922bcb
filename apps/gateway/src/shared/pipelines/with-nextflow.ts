import { compareVersions, meetsVersion, whyNoRelease, type FieldProblem, type LaunchOptions } from '@reprise/contracts';
import { chooseNextflow, neededNextflow, neededNextflowText } from '@reprise/job';
import { wantedNextflow, type Pipeline } from '@reprise/pipelines';

const FIELD = 'launch.nextflow';

/** Returns the versions of some runners without duplicates, the newest first. */
export const newestFirst = (runners: readonly (readonly string[])[]): string[] =>
  [...new Set(runners.flat())].toSorted((a, b) => compareVersions(b, a));

interface LaunchWithNextflow {
  readonly launch: LaunchOptions | undefined;
  /** Versions with which active runners would run the job. */
  readonly versions: readonly string[];
  /** Why no release can meet the strict condition in the config. */
  readonly errors: readonly FieldProblem[];
  readonly warnings: readonly FieldProblem[];
}

/**
 * Adds the Nextflow that the pipeline's config requires to launch options that have none, if a runner's default
 * differs. A non-strict condition, for which Nextflow only warns, is only added if a runner has a matching version.
 * Warns if no runner has the version that the job needs.
 * @param runners versions on each active runner, its default first; if no runner is active, there are no warnings
 */
export async function withNextflow(
  pipeline: Pick<Pipeline, 'script' | 'sources'>,
  launch: LaunchOptions | undefined,
  runners: readonly (readonly string[])[],
): Promise<LaunchWithNextflow> {
  const wanted = launch?.nextflow === undefined ? await wantedNextflow(pipeline, launch ?? {}) : null;
  const meets = (version: string | undefined) => wanted !== null && meetsVersion(version ?? '', wanted.version);
  const isUsual = runners.length > 0 && runners.every(([usual]) => meets(usual));
  const isThere = runners.flat().some(meets);
  const complete =
    wanted && !isUsual && (wanted.isRequired || isThere) ? { ...launch, nextflow: wanted.version } : launch;
  const needed = neededNextflow({ mode: 'fresh', last_run: null, launch: complete });
  const versions = runners.flatMap((each) => chooseNextflow(needed, each) ?? []);
  const contradiction = complete === launch ? null : whyNoRelease(complete ?? {});
  if (contradiction !== null) {
    const message = `the config of the pipeline sets manifest.nextflowVersion: ${contradiction}`;
    return { launch: complete, versions, errors: [{ field: FIELD, message }], warnings: [] };
  }
  if (runners.length === 0) return { launch: complete, versions, errors: [], warnings: [] };
  const has = `they have ${newestFirst(runners).join(', ')}`;
  const warnings = [
    ...(wanted && !wanted.isRequired && !isThere
      ? [`the pipeline asks for Nextflow ${wanted.version}, which no runner has (${has}): it runs with another`]
      : []),
    ...(versions.length === 0
      ? [`no runner has ${neededNextflowText(needed)} (${has}): the job waits until one has it`]
      : []),
  ];
  return { launch: complete, versions, errors: [], warnings: warnings.map((message) => ({ field: FIELD, message })) };
}
