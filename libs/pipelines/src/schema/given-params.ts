import type { Params } from '@reprise/contracts';
import type { DeclaredParam } from './params-block.ts';

/**
 * Returns the parameters that count as set. For a params block, null does not count, and neither does an empty text
 * unless its type is String. Otherwise null would replace the default, and the empty text would make Nextflow fail.
 */
export function givenParams(declared: readonly DeclaredParam[], params: Params): Params {
  const types = new Map(declared.map(({ name, type }) => [name, type]));
  const isGiven = ([name, value]: [string, unknown]) => {
    const type = types.get(name);
    return type === undefined || !(value === null || (value === '' && !takesEmpty(type)));
  };
  return Object.fromEntries(Object.entries(params).filter(isGiven));
}

/** A parameter without a type accepts every value. */
const takesEmpty = (type: string | null): boolean => type === null || ['String', 'Value<String>'].includes(type);
