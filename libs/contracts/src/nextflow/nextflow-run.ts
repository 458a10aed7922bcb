import type { LaunchOptions } from './launch.ts';
import { hasParser, parserOf, type SyntaxParser } from './syntax-parser.ts';
import { compareVersions, meetsVersion } from './version-condition.ts';
import { versionsBeside } from './versions-beside.ts';

/** Nextflow version of a run. */
export interface NextflowRun {
  readonly version: string;
  /** Null if the version has only one parser, or if it was not recorded. */
  readonly parser: SyntaxParser | null;
}

/** Version that changed all task hashes. It represents a change between 23.10.1 and 24.10.0, which tests revealed. */
const ALL_CHANGED = '24.04';
/**
 * Versions that changed the hashes of some tasks: tasks whose script refers to directives (23.09.2), tasks with `eval`
 * outputs (25.07), tasks with the strict parser and a script that ends above the `}` of its process (26.01), tasks with
 * maps among their inputs (26.03), tasks with the strict parser and parameters (26.04.2), tasks of modules with
 * binaries (26.08). Source: runs of 22.10.7 to 26.04.6 and 26.08.0-edge, and `HashBuilder` and `TaskHasher` of
 * Nextflow.
 */
const SOME_CHANGED = ['23.09.2', '25.07', '26.01', '26.03', '26.04.2', '26.08'];

/** Represents the versions before any of these changes. */
const OLDEST = '0';

/** Tasks of a run that keep their hashes with a different Nextflow. `some`: it is unknown which tasks do. */
export type SharedHashes = 'all' | 'some' | 'none';

/** Returns which tasks of a run are still cached for a resume with a different Nextflow. */
export function sharedHashes(ran: NextflowRun, next: NextflowRun): SharedHashes {
  const isChange = (since: string) => isSince(ran, since) !== isSince(next, since);
  if (isChange(ALL_CHANGED)) return 'none';
  const [before, after] = [parserIn(ran), parserIn(next)];
  const hasOtherParser = before !== null && after !== null && before !== after;
  return hasOtherParser || SOME_CHANGED.some(isChange) ? 'some' : 'all';
}

/**
 * Returns which tasks of a run are cached for a resume with any Nextflow that the launch options accept. Never `none`,
 * because the version of the run is always accepted. Hashes change only at known versions, so checking these and the
 * neighbours of the versions in conditions covers all versions.
 */
export function hashesSharedByAll(
  ran: NextflowRun,
  { nextflow, syntax_parser }: Pick<LaunchOptions, 'nextflow' | 'syntax_parser'>,
): Exclude<SharedHashes, 'none'> {
  const accepted = [OLDEST, ...SOME_CHANGED, ALL_CHANGED, ...versionsBeside(nextflow?.split(',') ?? [])].filter(
    (version) =>
      (nextflow === undefined || meetsVersion(version, nextflow)) &&
      (syntax_parser === undefined || hasParser(version, syntax_parser)),
  );
  const wanted = syntax_parser ?? ran.parser ?? undefined;
  const isShared = accepted.every(
    (version) => sharedHashes(ran, { version, parser: parserOf(version, wanted) }) === 'all',
  );
  return isShared ? 'all' : 'some';
}

const parserIn = ({ version, parser }: NextflowRun): SyntaxParser | null => (hasParser(version, 'v2') ? parser : 'v1');

/**
 * Whether a task's hash depends on parameters that its script refers to. Earlier versions of the strict parser left
 * these parameters out. Source: https://github.com/nextflow-io/nextflow/issues/7156, and a run of 25.04.4
 */
export const hashesParams = (run: NextflowRun): boolean => run.parser !== 'v2' || isSince(run, '26.04.2');

const isSince = ({ version }: NextflowRun, since: string): boolean => compareVersions(version, since) >= 0;

/** "24.10.0", "25.10.4, parser v2". */
export const nextflowText = ({ version, parser }: NextflowRun): string =>
  parser === null ? version : `${version}, parser ${parser}`;
