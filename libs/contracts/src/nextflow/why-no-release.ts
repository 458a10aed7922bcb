import type { LaunchOptions } from '../launch.ts';
import { INSISTENT, isVersionCondition, meetsVersion } from './version-condition.ts';
import { BOTH_PARSERS_SINCE } from './syntax-parser.ts';

/** Returns why no release of Nextflow can meet launch options, without a full stop; null where one may. */
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

/** Whether a version could be released that meets all. Conditions compare: a version beside each that they name tells. */
function canBeMet(conditions: readonly string[]): boolean {
  const named = conditions.flatMap((condition) => /\d[\w.-]*\w|\d/.exec(condition)?.[0] ?? []);
  return named.flatMap(around).some((version) => conditions.every((condition) => meetsVersion(version, condition)));
}

/** Returns a version, and those next to it: of a series such as `24.10` its first two and its last. */
function around(version: string): string[] {
  const [year = 0, month, patch] = version
    .replace(/[^\d.].*$/, '')
    .split('.')
    .map(Number);
  const first = [year, month ?? 0, patch ?? 0] as const;
  const [, m, p] = first;
  const last = month === undefined ? [year, 12, 99] : [year, m, patch ?? 99];
  const after = month === undefined ? [year + 1, 0, 0] : patch === undefined ? [year, m + 1, 0] : [year, m, p + 1];
  const before = p > 0 ? [year, m, p - 1] : m > 0 ? [year, m - 1, 99] : [year - 1, 12, 99];
  const neighbors = [before, first, [year, m, p + 1], last, after].filter(([of = 0]) => of > 0);
  return [version, ...neighbors.map((parts) => parts.join('.'))];
}
