import type { LaunchOptions } from './launch.ts';
import { INSISTENT, isVersionCondition, meetsVersion } from './version-condition.ts';
import { BOTH_PARSERS_SINCE } from './syntax-parser.ts';
import { versionsBeside } from './versions-beside.ts';

/** Returns why no release of Nextflow can meet the launch options, without a full stop; null if one may meet them. */
export function whyNoRelease({
  nextflow,
  syntax_parser,
}: Pick<LaunchOptions, 'nextflow' | 'syntax_parser'>): string | null {
  if (nextflow === undefined || !isVersionCondition(nextflow)) return null;
  const conditions = nextflow
    .trim()
    .replace(INSISTENT, '')
    .split(',')
    .map((each) => each.trim());
  if (!canBeMet(conditions)) {
    const pairs = conditions.flatMap((each, at) => conditions.slice(at + 1).map((other) => [each, other]));
    const contradiction = pairs.find((pair) => !canBeMet(pair));
    return contradiction
      ? `no release of Nextflow is both ${contradiction.join(' and ')}`
      : `no release of Nextflow is ${conditions.join(' and ')}`;
  }
  if (syntax_parser === 'v2' && !canBeMet([...conditions, `>=${BOTH_PARSERS_SINCE}`]))
    return `no Nextflow ${conditions.join(', ')} has the parser v2, which is there since ${BOTH_PARSERS_SINCE}`;
  return null;
}

/**
 * Whether any version could meet all conditions. It is sufficient to check the neighbours of the versions that they
 * contain.
 */
function canBeMet(conditions: readonly string[]): boolean {
  return versionsBeside(conditions).some((version) => conditions.every((each) => meetsVersion(version, each)));
}
