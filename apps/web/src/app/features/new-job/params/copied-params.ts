import type { Params, PipelineView } from '@reprise/contracts';
import { asShown, toSend } from './field-value.ts';
import type { Field, Value } from './schema-form.ts';

export interface CopiedParams {
  /** Values of the fields that show them. */
  readonly values: Readonly<Record<string, Value>>;
  /** Parameters without a field, which are sent unchanged. */
  readonly carried: Params;
}

/**
 * Splits the parameters of a demo or of another job into those that are shown in a field and those that are sent
 * unchanged, such as null, an empty string, or a parameter with an unknown name. Omits values equal to the manifest's,
 * and the output folder, which the runner sets.
 */
export function copiedParams(pipeline: PipelineView, fields: readonly Field[], params: Params): CopiedParams {
  const values = Object.fromEntries(
    fields.flatMap((field) => {
      const value = fieldValue(field, params[field.name]);
      return value === null ? [] : [[field.name, value] as const];
    }),
  );
  const carried = Object.entries(params).filter(
    ([name, value]) => !(name in values) && name !== pipeline.output_param && !isSame(value, pipeline.params[name]),
  );
  return { values, carried: Object.fromEntries(carried) };
}

/**
 * Returns a field's text for a value; null if a different value would be sent for the text. An empty field sends its
 * default.
 */
function fieldValue(field: Field, value: unknown): Value | null {
  const shown = asShown(field, value);
  if (shown === null || shown === '') return null;
  // Text is not JSON, a box is either checked or not, and a list has no other options.
  if (field.kind === 'json' && typeof value === 'string') return null;
  if (field.kind === 'boolean' && typeof value !== 'boolean') return null;
  if (field.kind === 'choice' && !field.options.some((option) => isSame(option, value))) return null;
  return isSame(toSend(field, shown), value) ? shown : null;
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
