/**
 * Returns text that Postgres accepts: NUL and unpaired surrogates become U+FFFD. The payload in the audit table keeps
 * them.
 */
export const pgText = (value: string): string =>
  RARE.test(value) ? value.replace(/\0|\p{Surrogate}/gu, '\uFFFD') : value;

/** Any surrogate, paired or not. A quick test that most strings do not match. */
const RARE = /[\0\uD800-\uDFFF]/;

const SUSPECT = /\\u(?:0000|d[89a-f])/;

/** A value as JSON accepted by a jsonb column. */
export function pgJson(value: unknown): string {
  const json = JSON.stringify(value);
  return SUSPECT.test(json) ? JSON.stringify(cleaned(value)) : json;
}

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return pgText(value);
  if (Array.isArray(value)) return value.map(cleaned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [pgText(key), cleaned(inner)]));
}
