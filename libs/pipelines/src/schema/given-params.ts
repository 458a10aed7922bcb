import type { Params } from '@reprise/contracts';
import type { DeclaredParam } from './params-block.ts';

/**
 * Returns the parameters that count as given. Those of a params block do not where they are null, or an empty text that is no
 * value of their type: Nextflow would take null over the default, and fail of the text. A String may be empty.
 */
export function givenParams(declared: readonly DeclaredParam[], params: Params): Params {
  const types = new Map(declared.map(({ name, type }) => [name, type]));
  const isGiven = ([name, value]: [string, unknown]) => {
    const type = types.get(name);
    return type === undefined || !(value === null || (value === '' && !takesEmpty(type)));
  };
  return Object.fromEntries(Object.entries(params).filter(isGiven));
}

/** A parameter without a type takes every value. */
const takesEmpty = (type: string | null): boolean => type === null || ['String', 'Value<String>'].includes(type);
