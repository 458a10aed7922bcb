import { compareVersions, hasParser, meetsVersion, type LaunchOptions, type SyntaxParser } from '@reprise/contracts';
import type { Job } from '../state.ts';

/** Nextflow that an attempt needs. */
export interface NeededNextflow {
  /** Version or conditions on it; null: any. */
  readonly version: string | null;
  /** Null: whichever the version takes. */
  readonly parser: SyntaxParser | null;
  /** Version that ran the attempt that it goes on from, which is kept where it can be; null where there is none. */
  readonly kept: string | null;
}

/** Part of a job that says which Nextflow it needs. */
export interface WithNextflow {
  readonly mode: Job['mode'];
  readonly launch?: Pick<LaunchOptions, 'nextflow' | 'syntax_parser'> | null | undefined;
  readonly last_run: Pick<NonNullable<Job['last_run']>, 'nextflow_version' | 'syntax_parser'> | null;
}

/** Returns the Nextflow that the attempt of a job needs. A resume or restart keeps the parser too. */
export function neededNextflow({ mode, launch, last_run }: WithNextflow): NeededNextflow {
  const earlier = mode === 'fresh' ? null : last_run;
  return {
    version: launch?.nextflow ?? null,
    parser: launch?.syntax_parser ?? null,
    kept: earlier?.nextflow_version ?? null,
  };
}

/**
 * Returns the version of a runner that an attempt runs with: the one that it goes on from, else the default, else the
 * newest that fits; null where none does.
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
export const neededNextflowWords = ({ version, parser }: NeededNextflow): string =>
  ['Nextflow', version, ...(parser === 'v2' ? ['with parser v2'] : [])].filter(Boolean).join(' ');
