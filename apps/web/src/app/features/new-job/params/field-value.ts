import type { Field, Value } from './schema-form.ts';

/**
 * Returns the value as its field shows it: objects as JSON, lists with one value per line; null if the field cannot
 * show it.
 */
export function asShown({ kind }: Pick<Field, 'kind'>, value: unknown): Value | null {
  if (kind === 'list' && Array.isArray(value)) return value.map(String).join('\n');
  if (kind === 'json' && typeof value === 'object' && value !== null) return JSON.stringify(value, null, 2);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

/** Returns a default on one line. */
export function asText(value: unknown): string {
  if (Array.isArray(value) && value.every((each) => typeof each !== 'object')) return value.join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Whether a field is empty, so that its default is used. */
export const isBlank = ({ kind }: Pick<Field, 'kind'>, value: Value | null | undefined): boolean =>
  value === null || value === undefined || value === '' || (kind === 'list' && linesOf(value).length === 0);

/** Whether a parameter has a value even if its field is empty. */
export const hasDefault = ({ fallback, expression }: Pick<Field, 'fallback' | 'expression'>): boolean =>
  fallback !== null || expression !== null;

/** Returns the lines of a list, trimmed and without empty ones. */
export const linesOf = (value: Value): string[] =>
  String(value)
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

/** Returns the rules for the values of a list. */
const eachOf = (field: Field): Field => ({ ...field, kind: field.each ?? 'text', required: false });

/** Parses a number; `NaN` if invalid. */
const asNumber = (value: Value): number => (String(value).trim() ? Number(value) : Number.NaN);

/** Returns the option that has the text of a value, because a select only returns text. */
const optionOf = ({ options }: Field, value: Value): Value | undefined =>
  options.find((option) => String(option) === String(value));

/**
 * Returns the error for a value; `null` if the value is valid. An empty value means the default. Patterns are checked
 * by the server, because a pattern that takes minutes would block the page.
 */
export function checkValue(field: Field, value: Value | null): string | null {
  if (value === null || isBlank(field, value)) return field.required && !hasDefault(field) ? 'Is required' : null;
  if (field.kind === 'list') return checkLines(field, linesOf(value));
  if (field.kind === 'number' || field.kind === 'integer') return checkNumber(field, asNumber(value));
  if (field.kind === 'json') return checkJson(String(value));
  if (field.kind === 'choice' && optionOf(field, value) === undefined)
    return `Must be one of ${field.options.join(', ')}`;
  return null;
}

/** Returns the error of the first invalid value. */
function checkLines(field: Field, lines: readonly string[]): string | null {
  const errors = lines.map((line) => checkValue(eachOf(field), line));
  const first = errors.find((error) => error !== null);
  return first === undefined
    ? null
    : `Value ${errors.indexOf(first) + 1} ${first.charAt(0).toLowerCase()}${first.slice(1)}`;
}

function checkJson(text: string): string | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    return `Must be JSON, such as {"a": 1} or ["a", "b"]: ${(error as Error).message}`;
  }
}

function checkNumber({ kind, minimum, maximum }: Field, value: number): string | null {
  if (!Number.isFinite(value)) return 'Must be a number';
  if (kind === 'integer' && !Number.isInteger(value)) return 'Must be a whole number';
  if (minimum !== null && value < minimum) return `Must be ${minimum} or more`;
  if (maximum !== null && value > maximum) return `Must be ${maximum} or less`;
  return null;
}

/**
 * Returns the value with its type: text typed into a number field becomes a number, and each line of a list becomes a
 * value.
 */
export function toSend(field: Field, value: Value): unknown {
  if (field.kind === 'list') return linesOf(value).map((line) => toSend(eachOf(field), line));
  if (field.kind === 'json') return JSON.parse(String(value)) as unknown;
  if (field.kind === 'number' || field.kind === 'integer') return asNumber(value);
  return optionOf(field, value) ?? value;
}
