import type { SyntaxParser } from './syntax-parser.ts';
import { compareVersions } from './version-condition.ts';

/** Nextflow of a run. */
export interface NextflowRun {
  readonly version: string;
  /** Null where the version has but one, or it was not recorded. */
  readonly parser: SyntaxParser | null;
}

/**
 * Versions since which tasks have other hashes than before; found by runs and in the sources. The first stands for a change
 * between 23.10.1 and 24.10.0.
 */
const HASHES_CHANGED = ['24.04', '25.07', '26.01', '26.04.2', '26.08'];

/** Whether a resume by one finds the tasks of the other: tasks have the same hashes. */
export function hashesAlike(a: NextflowRun, b: NextflowRun): boolean {
  if (a.parser !== null && b.parser !== null && a.parser !== b.parser) return false;
  return HASHES_CHANGED.every((since) => isSince(a, since) === isSince(b, since));
}

/**
 * Whether tasks get other hashes where a parameter changes that their script names: the strict parser left parameters out
 * before. Source: https://github.com/nextflow-io/nextflow/issues/7156, and a run of 25.04.4
 */
export const hashesParams = (run: NextflowRun): boolean => run.parser !== 'v2' || isSince(run, '26.04.2');

const isSince = ({ version }: NextflowRun, since: string): boolean => compareVersions(version, since) >= 0;

/** "24.10.0", "25.10.4, parser v2". */
export const nextflowWords = ({ version, parser }: NextflowRun): string =>
  parser === null ? version : `${version}, parser ${parser}`;
