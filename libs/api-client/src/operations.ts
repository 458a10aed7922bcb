import type { AnswerOf as AnswerOfRoute, InputOf as InputOfRoute } from '@reprise/contracts/http';
import type { ApiRoute } from '@reprise/contracts/routes';

export type Method = 'get' | 'post' | 'patch' | 'delete';

/** Routes by method and path. */
type Routes = {
  [M in Method]: { [R in Extract<ApiRoute, { readonly method: Uppercase<M> }> as R['path']]: R };
};
type RouteAt<P, M extends Method> = P extends keyof Routes[M] ? Routes[M][P] : never;

/** Paths that support a method: `/api/jobs/{id}`. */
export type PathWith<M extends Method> = keyof Routes[M] & string;
/** Input of a request: path parameters, query and body, as in its route. */
export type InputOf<P extends PathWith<M>, M extends Method> = InputOfRoute<RouteAt<P, M>>;
/** JSON of the response; `null` if it has no body. */
export type AnswerOf<P extends PathWith<M>, M extends Method> = AnswerOfRoute<RouteAt<P, M>>;
/** Body of a `POST`, or of another method. */
export type BodyOf<P extends PathWith<M>, M extends Method = 'post'> = NonNullable<InputOf<P, M>['body']>;
