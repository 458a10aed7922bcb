import type * as z from 'zod';

/**
 * Options that make zod turn issues into sentences: `schema.safeParse(value, inSentences)`. Each message follows the
 * name of the field: "limit: must be at most 1000". Messages of the schema itself take precedence.
 */
export const inSentences = { error: sentenceOf } as const;

function sentenceOf(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is required' : `must be ${KINDS[issue.expected] ?? 'of another kind'}`;
    case 'too_small':
      return limit('least', issue.origin, issue.minimum, issue.inclusive);
    case 'too_big':
      return limit('most', issue.origin, issue.maximum, issue.inclusive);
    case 'invalid_value':
      return `must be ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.map(String).join(', ')}`;
    case 'invalid_format':
      return `must be ${FORMATS[issue.format] ?? 'written in another way'}`;
    case 'unrecognized_keys':
      return `contains unknown fields: ${issue.keys.join(', ')}`;
    default:
      return 'has a value that is not taken here';
  }
}

const KINDS: Partial<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

const FORMATS: Partial<Record<string, string>> = {
  uuid: 'a UUID',
  datetime: 'a time, such as 2026-03-01T09:00:00Z',
};

function limit(which: 'least' | 'most', origin: string, than: number | bigint, isInclusive = true): string {
  if (!isInclusive) return `must be ${which === 'least' ? 'more' : 'less'} than ${String(than)}`;
  if (which === 'least' && than === 1 && (origin === 'string' || origin === 'array')) return 'must not be empty';
  const count = `at ${which} ${String(than)}`;
  if (origin === 'string') return `must have ${count} characters`;
  return origin === 'array' ? `must have ${count} entries` : `must be ${count}`;
}
