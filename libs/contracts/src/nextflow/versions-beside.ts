/** Returns the versions in conditions and their neighbours, even if these were never released. */
export const versionsBeside = (conditions: readonly string[]): string[] =>
  conditions.flatMap((condition) => /\d[\w.-]*\w|\d/.exec(condition)?.[0] ?? []).flatMap(around);

/** Returns a version and its neighbours. For a series such as `24.10`, returns its first two versions and its last. */
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
