import { addressOf } from './address.ts';
import type { AnswerOf, InputOf, Method, PathWith } from './operations.ts';

/** A request without its server. */
export interface ApiRequest {
  readonly method: Uppercase<Method>;
  /** Path and query: `/api/jobs?limit=20`. */
  readonly address: string;
  /** Path without the query. */
  readonly path: string;
  readonly query: Query;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

/** Sends a request and returns the JSON of the response. Rejects if the response is a problem. */
export type Send = (request: ApiRequest) => Promise<unknown>;

type Query = NonNullable<Parameters<typeof addressOf>[2]>;
type Input = {
  readonly path?: Parameters<typeof addressOf>[1];
  readonly query?: Query;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};
/** The input is optional if none of its fields are required. */
type Optional<T> = Partial<T> extends T ? [input?: T] : [input: T];

/** Client of the HTTP API, with the paths, inputs and responses of the OpenAPI document. */
export class ApiClient {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  get = <P extends PathWith<'get'>>(path: P, ...[input]: Optional<InputOf<P, 'get'>>): Promise<AnswerOf<P, 'get'>> =>
    this.#request('GET', path, input);
  post = <P extends PathWith<'post'>>(
    path: P,
    ...[input]: Optional<InputOf<P, 'post'>>
  ): Promise<AnswerOf<P, 'post'>> => this.#request('POST', path, input);
  patch = <P extends PathWith<'patch'>>(
    path: P,
    ...[input]: Optional<InputOf<P, 'patch'>>
  ): Promise<AnswerOf<P, 'patch'>> => this.#request('PATCH', path, input);
  delete = <P extends PathWith<'delete'>>(
    path: P,
    ...[input]: Optional<InputOf<P, 'delete'>>
  ): Promise<AnswerOf<P, 'delete'>> => this.#request('DELETE', path, input);

  async #request<T>(method: Uppercase<Method>, path: string, input: unknown): Promise<T> {
    const { path: parameters, query = {}, body, headers = {} } = (input ?? {}) as Input;
    const filled = addressOf(path, parameters);
    const address = addressOf(path, parameters, query);
    return (await this.#send({ method, address, path: filled, query, body, headers })) as T;
  }
}

/** Returns the URL of a `GET`, for browsers or partial reads. */
export const urlOf = <P extends PathWith<'get'>>(path: P, ...input: Optional<InputOf<P, 'get'>>): string => {
  const [given] = input as readonly Input[];
  return addressOf(path, given?.path, given?.query);
};
