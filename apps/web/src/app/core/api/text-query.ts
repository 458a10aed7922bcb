import type { InputOf, PathWith } from '@reprise/api-client';

/**
 * Query of an endpoint, written as in a page's address, where each parameter is text that the API parses. For several
 * endpoints, contains only the parameters that all of them have.
 */
export type TextQuery<P extends PathWith<'get'>> = Partial<
  Record<keyof NonNullable<InputOf<P, 'get'>['query']>, string>
>;
