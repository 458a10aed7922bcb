import type * as z from 'zod';
import type { Right } from '../access/right.ts';
import type { ProblemExample } from '../problem-example.ts';

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE' | 'HEAD';

/**
 * One route of the API. The controller, OpenAPI document, rights, examples and clients are derived from it; see
 * decision 141.
 */
export interface Route {
  readonly method: Method;
  /** Path in OpenAPI format: `/api/jobs/{id}`. `{path*}` matches the rest. */
  readonly path: `/api/${string}`;
  /** Name of the operation in generated clients. It must not depend on our class names, because clients use it. */
  readonly id: string;
  readonly summary: string;
  readonly description?: string;
  /** Tag in the document. */
  readonly tag: string;
  readonly right: Right;
  /** Path parameters. A parameter that does not match the schema leads to status 404. */
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  /** Headers that the handler reads, with their names in the document. */
  readonly headers?: z.ZodObject;
  readonly body?: Body | RawBody;
  readonly answer: Answer | Download;
  /** Problems of the route in addition to missing rights. */
  readonly problems: Readonly<Record<string, ProblemExample>>;
}

export interface Body {
  /** Name of the schema in the document. */
  readonly name: string;
  readonly schema: z.ZodType;
  /** Set if the body is optional. */
  readonly isOptional?: true;
  readonly examples: Readonly<Record<string, unknown>>;
}

/** A body that the handler reads as a stream. */
export interface RawBody {
  readonly mediaType: string;
  /** JSON Schema of the content. */
  readonly content: object;
  readonly examples: Readonly<Record<string, unknown>>;
}

/** A JSON response, or an empty one. */
export type Answer = JsonAnswer<z.ZodType> | NoAnswer;
export interface JsonAnswer<S> {
  readonly status: 200 | 201 | 202;
  readonly description: string;
  /** Name of the schema in the document. */
  readonly name: string;
  readonly schema: S;
  readonly example: unknown;
}
export interface NoAnswer {
  readonly status: 204;
  readonly description: string;
}

/** A response that the handler writes itself: a file, a text or a stream of events. */
export interface Download {
  /** Description by status. Only statuses below 300 have the content and the headers. */
  readonly statuses: Readonly<Record<number, string>>;
  /** Content by media type. */
  readonly content: Readonly<Record<string, MediaExample>>;
  readonly headers?: Readonly<Record<string, AnswerHeader>>;
}
export interface MediaExample {
  readonly example: unknown;
  /** JSON Schema. */
  readonly schema: object;
}
export interface AnswerHeader {
  readonly description: string;
  readonly schema: object;
  readonly example?: unknown;
}

/** Checks a descriptor and preserves its types. */
export const route = <const R extends Route>(descriptor: R): R => descriptor;

type SchemaAt<R, K extends string> = R extends { readonly [k in K]: infer S extends z.ZodType } ? S : never;
type BodySchema<R> = R extends { readonly body: { readonly schema: infer S extends z.ZodType } } ? S : never;

type OutputOf<S> = [S] extends [never] ? undefined : z.output<S>;

/** Input of a handler: validated and converted. */
export interface Parsed<R> {
  readonly params: OutputOf<SchemaAt<R, 'params'>>;
  readonly query: OutputOf<SchemaAt<R, 'query'>>;
  readonly body: OutputOf<BodySchema<R>>;
}

/** Result of a handler: the JSON of the response, or nothing. A download is a text, or the handler writes it itself. */
export type ResultOf<R> = R extends { readonly answer: { readonly schema: infer S extends z.ZodType } }
  ? z.output<S>
  : R extends { readonly answer: NoAnswer }
    ? void
    : string | void;

/** Optional if none of its fields are required. */
type Part<K extends string, T> = [T] extends [never]
  ? { readonly [k in K]?: undefined }
  : T extends Record<string, never>
    ? { readonly [k in K]?: T }
    : Partial<T> extends T
      ? { readonly [k in K]?: T }
      : { readonly [k in K]: T };

/** Input of a route as a client sends it. */
export type InputOf<R> = Part<'path', z.input<SchemaAt<R, 'params'>>> &
  Part<'query', z.input<SchemaAt<R, 'query'>>> &
  Part<'body', z.input<BodySchema<R>>> & { readonly headers?: Readonly<Record<string, string>> };

/** Response as a client reads it: JSON, `null` if it is empty, or the text of a download. */
export type AnswerOf<R> = R extends { readonly answer: { readonly schema: infer S extends z.ZodType } }
  ? z.output<S>
  : R extends { readonly answer: NoAnswer }
    ? null
    : string;
