import type { AnswerOf, InputOf } from '@reprise/contracts/http';
import type { ApiRoute } from '@reprise/contracts/routes';

/** Paths of the routes with a descriptor that have a method. */
export type DescribedPath<M extends string> = Extract<ApiRoute, { readonly method: Uppercase<M> }>['path'];
type RouteAt<P, M extends string> = Extract<ApiRoute, { readonly path: P; readonly method: Uppercase<M> }>;
export type DescribedInput<P, M extends string> = InputOf<RouteAt<P, M>>;
export type DescribedAnswer<P, M extends string> = AnswerOf<RouteAt<P, M>>;
