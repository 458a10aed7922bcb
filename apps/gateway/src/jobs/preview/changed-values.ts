import type { Params } from '@reprise/contracts';

/** Minimum length of a value, because shorter ones occur in too many commands by chance. */
const SHORTEST = 3;

export interface ChangedValue {
  readonly param: string;
  /** Old value in the form that commands contain; null if it cannot be searched for. */
  readonly old: string | null;
}

/** Lists the parameters that differ, each with its old value. */
export function changedValues(before: Params, after: Params): ChangedValue[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names
    .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
    .map((param) => ({ param, old: asText(before[param]) }));
}

function asText(value: unknown): string | null {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
  return text.length < SHORTEST ? null : text;
}
