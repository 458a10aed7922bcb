import type { DescribedAnswer, DescribedInput, DescribedPath } from './described.ts';
import type { components, paths } from './schema.ts';

/** Schemas that the API document names. */
export type Schemas = components['schemas'];
export type Method = 'get' | 'post' | 'patch' | 'put' | 'delete';

type Operation<P extends keyof paths, M extends Method> = NonNullable<paths[P][M]>;
type GeneratedPath<M extends Method> = {
  [P in keyof paths]: paths[P][M] extends object ? P : never;
}[keyof paths];
/** Paths that have a method: `/api/jobs/{id}`. */
export type PathWith<M extends Method> = DescribedPath<M> | GeneratedPath<M>;

type Parameters<O, Place extends string> = O extends { parameters: { [K in Place]?: infer T } }
  ? NonNullable<T>
  : never;
type BodyOf<O> = O extends { requestBody?: infer B }
  ? NonNullable<B> extends { content: { 'application/json': infer T } }
    ? T
    : never
  : never;
type Given<Name extends string, T> = [T] extends [never]
  ? { readonly [K in Name]?: undefined }
  : Partial<T> extends T
    ? { readonly [K in Name]?: T }
    : { readonly [K in Name]: T };

/** Input of a request: what stands in its path, its query and its body, as its descriptor or the document has them. */
export type InputOf<P extends PathWith<M>, M extends Method> =
  P extends DescribedPath<M> ? DescribedInput<P, M> : P extends keyof paths ? GeneratedInput<P, M> : never;
type GeneratedInput<P extends keyof paths, M extends Method> = Given<'path', Parameters<Operation<P, M>, 'path'>> &
  Given<'query', Parameters<Operation<P, M>, 'query'>> &
  Given<'body', BodyOf<Operation<P, M>>> & { readonly headers?: Readonly<Record<string, string>> };

type Answers<O> = O extends { responses: infer R } ? R[keyof R & (200 | 201 | 202)] : never;
/** JSON of the answer; `null` where it has none. */
export type AnswerOf<P extends PathWith<M>, M extends Method> =
  P extends DescribedPath<M> ? DescribedAnswer<P, M> : P extends keyof paths ? GeneratedAnswer<P, M> : never;
type GeneratedAnswer<P extends keyof paths, M extends Method> = [Answers<Operation<P, M>>] extends [never]
  ? null
  : Answers<Operation<P, M>> extends { content: { 'application/json': infer T } }
    ? T
    : string;
