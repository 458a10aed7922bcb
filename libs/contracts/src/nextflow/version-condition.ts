/**
 * Versions of Nextflow and conditions on them in the format of `manifest.nextflowVersion`: `>=25.10`, `24.10+`,
 * `>=24.04, <26`. Source: https://nextflow.io/docs/latest/reference/config.html#manifest
 */

interface Condition {
  readonly operator: string;
  readonly version: string;
}

const CONDITION = /^(>=|<=|<>|!=|>|<|==|=|)\s*(\d+(?:\.\d+)*(?:-[a-z]\w*)?)(\+|\.\+|\.x|)$/i;

/** Leading `!`, which makes a condition strict; the `!` of `!=` is part of the condition. */
export const INSISTENT = /^!(?!=)/;

/** Whether a text is a version, or comma-separated conditions. */
export const isVersionCondition = (text: string): boolean => conditionsIn(text) !== null;

/** Whether a pipeline's condition is strict (leading `!`). Otherwise Nextflow only warns. */
export const isInsistent = (text: string): boolean => text.trim().startsWith('!');

/**
 * Whether a version meets a condition. A version with fewer than three parts is a prefix: 24.10.4 meets `24.10`.
 * Invalid conditions are never met.
 */
export function meetsVersion(version: string, condition: string): boolean {
  return conditionsIn(condition)?.every((each) => meets(version, each)) ?? false;
}

/** Compares two versions as Nextflow does: part by part, and numbers as numbers. Negative: `a` is older. */
export function compareVersions(a: string, b: string): number {
  const [as, bs] = [partsOf(a), partsOf(b)];
  for (let at = 0; at < Math.max(as.length, bs.length); at++) {
    const [x, y] = [as[at] ?? '0', bs[at] ?? '0'];
    const isNumeric = /^\d+$/.test(x) && /^\d+$/.test(y);
    const order = isNumeric ? Number(x) - Number(y) : x === y ? 0 : x < y ? -1 : 1;
    if (order !== 0) return order;
  }
  return 0;
}

/** Parts of a version. Versions of the simulation have a suffix. */
const partsOf = (version: string): string[] => (version.split(' ')[0] ?? '').split(/[.-]/);

function conditionsIn(text: string): Condition[] | null {
  const found = text
    .trim()
    .replace(INSISTENT, '')
    .split(',')
    .map((part) => CONDITION.exec(part.trim()));
  if (!found.every((match) => match !== null)) return null;
  const conditions = found.map(([, operator = '', version = '', more = '']) => {
    const after = more === '.+' ? '+0' : more;
    return { operator: operator || after || '=', version, hasBoth: operator !== '' && after !== '' };
  });
  return conditions.some(({ hasBoth }) => hasBoth) ? null : conditions;
}

function meets(version: string, { operator, version: wanted }: Condition): boolean {
  const order = compareVersions(version, wanted);
  switch (operator) {
    case '>=':
      return order >= 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '<':
      return order < 0;
    case '!=':
    case '<>':
      return !isOf(version, wanted);
    case '+':
      return order >= 0 && isOf(version, wanted.split('.').slice(0, -1).join('.'));
    case '.x':
    case '+0':
      return beginsWith(version, wanted);
    default:
      return isOf(version, wanted);
  }
}

/** Whether a version equals the wanted one or belongs to the wanted series. */
const isOf = (version: string, wanted: string): boolean =>
  partsOf(wanted).length < 3 ? beginsWith(version, wanted) : compareVersions(version, wanted) === 0;

const beginsWith = (version: string, series: string): boolean =>
  series === '' || partsOf(series).every((part, at) => compareVersions(partsOf(version)[at] ?? '0', part) === 0);
