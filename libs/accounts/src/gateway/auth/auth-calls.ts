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

/** Call of the library that receives selected data of a request. */
export type LibraryCall<T> = (headers: Headers) => Promise<AuthResponse<T>>;

/** Messages for errors of the library, by its codes. */
export type Refusals = Readonly<Record<string, () => ProblemException>>;

/**
 * Calls the library on behalf of a request. The library receives the request's cookies, and its own cookies are added
 * to the response.
 */
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

  /** @throws ProblemException if the library rejects the call or the database is unreachable */
  async answer<T>(request: Request, response: Response, call: LibraryCall<T>, refusals: Refusals = {}): Promise<T> {
    return this.pass(await this.ask(request, call, refusals), request, response);
  }

  /** Returns a response whose cookies are not set yet. Throws the same errors as `answer`. */
  ask<T>(request: Request, call: LibraryCall<T>, refusals: Refusals): Promise<AuthResponse<T>> {
    return call(this.headersOf(request)).catch((error: unknown) => {
      throw refusalOf(error, refusals);
    });
  }

  /** Copies the cookies of an answer into the response. */
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
