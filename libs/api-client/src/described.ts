import type { AnswerOf, InputOf } from '@reprise/contracts/http';
import type { Api } from '@reprise/contracts/routes';

type Routes = Api[keyof Api];

/** Paths of the routes with a descriptor that have a method. */
export type DescribedPath<M extends string> = Extract<Routes, { readonly method: Uppercase<M> }>['path'];
type RouteAt<P, M extends string> = Extract<Routes, { readonly path: P; readonly method: Uppercase<M> }>;
export type DescribedInput<P, M extends string> = InputOf<RouteAt<P, M>>;
export type DescribedAnswer<P, M extends string> = AnswerOf<RouteAt<P, M>>;
