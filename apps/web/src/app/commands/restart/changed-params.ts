import type { Params } from '@reprise/contracts';

/** A parameter that the user edits. */
export interface EditedParam {
  readonly name: string;
  readonly kind: 'text' | 'number' | 'flag';
  readonly before: string | number | boolean;
}

/** The parameters of a job that can be edited on one line, which excludes lists and objects. */
export const editableParams = (params: Params): EditedParam[] =>
  Object.entries(params).flatMap(([name, before]): EditedParam[] => {
    if (typeof before === 'string') return [{ name, kind: 'text', before }];
    if (typeof before === 'number') return [{ name, kind: 'number', before }];
    return typeof before === 'boolean' ? [{ name, kind: 'flag', before }] : [];
  });

/**
 * Returns the value that was typed: a number if the parameter was a number and the text is one, otherwise the text,
 * which the server validates.
 */
export function valueOf({ kind }: EditedParam, typed: string): string | number {
  const text = typed.trim();
  return kind === 'number' && text !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

/** Returns the changes with one more, or without it if the value is the original one. */
export function withChange(changes: Params, { name, before }: EditedParam, value: unknown): Params {
  const { [name]: _, ...others } = changes;
  return value === before ? others : { ...others, [name]: value };
}
