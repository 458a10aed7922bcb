import type { Params } from '@reprise/contracts';
import { asShown, isBlank, toSend } from './field-value.ts';
import type { Field, Value } from './schema-form.ts';

/**
 * Returns the parameters that differ between a form and a job. The value of a cleared field becomes the default or
 * null. It must be sent, because a rerun keeps parameters that are not sent, such as those without a field.
 */
export function rerunChanges(
  fields: readonly Field[],
  values: Readonly<Record<string, Value | null>>,
  before: Params,
  carried: Params = {},
): Params {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const { name, fallback } = field;
      if (name in carried) return [];
      const value = values[name] ?? '';
      const was = before[name];
      // The field was already empty, because it could not show the value.
      const isEmpty = isBlank(field, value);
      if (isEmpty && (asShown(field, was) ?? '') === '') return [];
      const now = isEmpty ? fallback : toSend(field, value);
      if (now === null && (was ?? null) === null) return [];
      return JSON.stringify(now) === JSON.stringify(was) ? [] : [[name, now] as const];
    }),
  );
}
