import { Injectable } from '@nestjs/common';
import { isAPIError } from 'better-auth/api';
import type { Request, Response } from 'express';
import { setCookies } from '@reprise/gateway/shared/auth/session/set-cookies.ts';
import { ProblemException, unavailable } from '@reprise/gateway/shared/http/problem.ts';
import { ADDRESS_HEADER } from '../better-auth/better-auth.ts';
import { AuthHost } from '../better-auth/auth-host.ts';

export interface AuthResponse<T> {
  readonly headers: Headers;
  readonly response: T;
}

/** Call of the library with selected data of a request. */
export type LibraryCall<T> = (headers: Headers) => Promise<AuthResponse<T>>;

/** Sentences for refusals of the library, by its codes. */
export type Refusals = Readonly<Record<string, () => ProblemException>>;

/** Calls of the library on behalf of a request: it gets the request's cookies, and its cookies go into the response. */
@Injectable()
export class AuthCalls {
  constructor(private readonly host: AuthHost) {}

  get api() {
    return this.host.auth.api;
  }

  /** Returns the request data passed to the library, without other headers. */
  headersOf(request: Request): Headers {
    const headers = new Headers({ [ADDRESS_HEADER]: request.ip ?? '' });
    for (const name of ['cookie', 'user-agent', 'origin', 'host']) {
      const value = request.get(name);
      if (value !== undefined) headers.set(name, value);
    }
    return headers;
  }

  /**
   * @throws ProblemException if the library rejects it or the database is away
   */
  async answer<T>(request: Request, response: Response, call: LibraryCall<T>, refusals: Refusals = {}): Promise<T> {
    return this.pass(await this.ask(request, call, refusals), request, response);
  }

  /** Returns a response whose cookies are not set yet. Errors as for `answer`. */
  ask<T>(request: Request, call: LibraryCall<T>, refusals: Refusals): Promise<AuthResponse<T>> {
    return call(this.headersOf(request)).catch((error: unknown) => {
      throw refusalOf(error, refusals);
    });
  }

  /** Puts the cookies of an answer into the response. */
  pass<T>({ headers, response: answer }: AuthResponse<T>, request: Request, response: Response): T {
    setCookies(response, headers, request.secure);
    return answer;
  }
}

function refusalOf(error: unknown, refusals: Refusals): unknown {
  if (!isAPIError(error)) return error;
  const { code = '' } = (error.body ?? {}) as { code?: string };
  const known = refusals[code];
  if (known) return known();
  // The library only reports that there was a driver error.
  if (error.statusCode >= 500) return unavailable('The accounts cannot be read now. Try again soon.', 5, error);
  return new ProblemException(error.statusCode, error.message || 'This was refused.', { cause: error });
}
