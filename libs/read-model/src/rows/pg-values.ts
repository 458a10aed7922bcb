/**
 * Postgres accepts neither NUL nor unpaired surrogates in text: each becomes U+FFFD. The audit's payload keeps them.
 */
export const pgText = (value: string): string =>
  RARE.test(value) ? value.replace(/\0|\p{Surrogate}/gu, '\uFFFD') : value;

/** Any surrogate, paired or not: a quick test that most texts fail. */
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
