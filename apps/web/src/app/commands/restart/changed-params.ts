import type { Params } from '@reprise/contracts';

/** One parameter as a person edits it. */
export interface EditedParam {
  readonly name: string;
  readonly kind: 'text' | 'number' | 'flag';
  readonly before: string | number | boolean;
}

/** The parameters of a job that can be edited in a line; lists and objects are not. */
export const editableParams = (params: Params): EditedParam[] =>
  Object.entries(params).flatMap(([name, before]): EditedParam[] => {
    if (typeof before === 'string') return [{ name, kind: 'text', before }];
    if (typeof before === 'number') return [{ name, kind: 'number', before }];
    return typeof before === 'boolean' ? [{ name, kind: 'flag', before }] : [];
  });

/** The typed value: a number if there was one and it still is one, else the text, which the server validates. */
export function valueOf({ kind }: EditedParam, typed: string): string | number {
  const text = typed.trim();
  return kind === 'number' && text !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

/** Changes plus one more: none if the value is as before. */
export function withChange(changes: Params, { name, before }: EditedParam, value: unknown): Params {
  const { [name]: _, ...others } = changes;
  return value === before ? others : { ...others, [name]: value };
}
