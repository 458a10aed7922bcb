import type { InputOf, PathWith } from '@reprise/api-client';

/**
 * Query of an endpoint as the address of a page has it: each parameter is text, which the API parses. Of several endpoints,
 * the parameters that all of them have.
 */
export type TextQuery<P extends PathWith<'get'>> = Partial<
  Record<keyof NonNullable<InputOf<P, 'get'>['query']>, string>
>;
