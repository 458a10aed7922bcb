import {
  applyDecorators,
  createParamDecorator,
  HttpCode,
  RequestMapping,
  RequestMethod,
  Sse,
  type ExecutionContext,
} from '@nestjs/common';
import { inSentences } from '@reprise/contracts';
import type { Parsed, ResultOf, Route } from '@reprise/contracts/http';
import type { Request } from 'express';
import type { Observable } from 'rxjs';
import type * as z from 'zod';
import { wrongInput } from './check-input.pipe.ts';
import { jobNotFound, nothingFound } from './problem.ts';

/** Prefix of all routes, which the application adds. */
const PREFIX = '/api';

type Handler<R extends Route> = (
  input: Parsed<R>,
  ...others: never[]
) =>
  | ResultOf<R>
  | Promise<ResultOf<R>>
  | (R['answer'] extends { readonly content: object } ? Observable<unknown> : never);

/** Makes a method handle a route. The first parameter of the method is the route's validated input. */
export const Serve =
  <const R extends Route>(route: R) =>
  <H extends Handler<R>>(target: object, name: string, descriptor: TypedPropertyDescriptor<H>): void => {
    InputParam(route)(target, name, 0);
    applyDecorators(...verbsOf(route))(target, name, descriptor);
  };

function verbsOf(route: Route): MethodDecorator[] {
  const path = patternOf(route.path);
  if ('content' in route.answer && 'text/event-stream' in route.answer.content) return [Sse(path)];
  const status = 'status' in route.answer ? route.answer.status : 200;
  return [RequestMapping({ path, method: RequestMethod[route.method] }), HttpCode(status)];
}

/** `jobs/:id/files/*path` for `/api/jobs/{id}/files/{path*}`. */
const patternOf = (path: string): string =>
  path
    .slice(PREFIX.length)
    .replace(/\{(\w+)\*\}/g, '*$1')
    .replace(/\{(\w+)\}/g, ':$1');

const InputParam = createParamDecorator((route: Route, context: ExecutionContext): Parsed<unknown> => {
  const request = context.switchToHttp().getRequest<Request>();
  const { params, query } = request;
  const body: unknown = request.body;
  return {
    params: pathOf(route, params),
    query: checked(route.query, query),
    body: checked(route.body && 'schema' in route.body ? route.body.schema : undefined, body),
  } as Parsed<unknown>;
});

/** Parses the path parameters. @throws ProblemException 404 for an invalid one, because no resource can have it */
function pathOf({ path, params: schema }: Route, params: Request['params']): unknown {
  const result = schema?.safeParse(params, inSentences);
  if (!result || result.success) return result?.data;
  const name = String(result.error.issues[0]?.path[0]);
  const value = String(params[name]);
  throw name === 'id' && path.startsWith('/api/jobs/{id}') ? jobNotFound(value) : nothingFound(name, value);
}

function checked(schema: z.ZodType | undefined, value: unknown): unknown {
  const result = schema?.safeParse(value, inSentences);
  if (!result || result.success) return result?.data;
  throw wrongInput(result.error.issues);
}
