import { compareVersions, hasParser, meetsVersion, type LaunchOptions, type SyntaxParser } from '@reprise/contracts';
import type { Job } from '../state.ts';

/** Nextflow that an attempt needs. */
export interface NeededNextflow {
  /** Version or version conditions; null: any. */
  readonly version: string | null;
  /** Null: the version's default. */
  readonly parser: SyntaxParser | null;
  /** Version that ran the attempt to continue from, preferred if available; null if there is none. */
  readonly kept: string | null;
}

/** The fields of a job that determine the required Nextflow. */
export interface WithNextflow {
  readonly mode: Job['mode'];
  readonly launch?: Pick<LaunchOptions, 'nextflow' | 'syntax_parser'> | null | undefined;
  readonly last_run: Pick<NonNullable<Job['last_run']>, 'nextflow_version' | 'syntax_parser'> | null;
}

/** Returns the Nextflow that a job's attempt needs. A resume or restart keeps the parser too. */
export function neededNextflow({ mode, launch, last_run }: WithNextflow): NeededNextflow {
  const earlier = mode === 'fresh' ? null : last_run;
  return {
    version: launch?.nextflow ?? null,
    parser: launch?.syntax_parser ?? null,
    kept: earlier?.nextflow_version ?? null,
  };
}

/**
 * Returns which of a runner's versions an attempt uses: the one to continue from, else the default, else the newest
 * that fits; null if none does.
 * @param versions those of the runner, the default first
 */
export function chooseNextflow({ version, parser, kept }: NeededNextflow, versions: readonly string[]): string | null {
  if (kept !== null && versions.includes(kept)) return kept;
  const fitting = versions.filter(
    (each) => (version === null || meetsVersion(each, version)) && (parser === null || hasParser(each, parser)),
  );
  if (versions[0] !== undefined && fitting.includes(versions[0])) return versions[0];
  return fitting.toSorted(compareVersions).at(-1) ?? null;
}

/** "Nextflow >=25.10", "Nextflow with parser v2". */
export const neededNextflowText = ({ version, parser }: NeededNextflow): string =>
  ['Nextflow', version, ...(parser === 'v2' ? ['with parser v2'] : [])].filter(Boolean).join(' ');
