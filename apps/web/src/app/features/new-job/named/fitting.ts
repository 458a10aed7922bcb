import type { NamedInput } from '@reprise/contracts';
import type { Field, Value } from '../params/schema-form.ts';

/** Registered inputs all of whose parameters belong to a pipeline, by name. */
export const fitting = (inputs: readonly NamedInput[], fields: readonly Field[]): NamedInput[] => {
  const names = new Set(fields.map(({ name }) => name));
  return inputs
    .filter(({ params }) => Object.keys(params).every((name) => names.has(name)))
    .toSorted((a, b) => a.name.localeCompare(b.name));
};

/** The registered input whose values are in the form, if there is one. */
export const chosen = (
  inputs: readonly NamedInput[],
  values: Readonly<Record<string, Value | null>>,
): NamedInput | undefined =>
  inputs.find(({ params }) => Object.entries(params).every(([name, value]) => values[name] === value));

/** Parameters with a path that can be registered under a name. */
export const filledPaths = (
  fields: readonly Field[],
  values: Readonly<Record<string, Value | null>>,
): { readonly field: Field; readonly path: string }[] =>
  fields.flatMap((field) => {
    const value = values[field.name];
    const isPath = ['file', 'dir', 'path'].includes(field.kind) && typeof value === 'string' && value.startsWith('/');
    return isPath ? [{ field, path: value }] : [];
  });
