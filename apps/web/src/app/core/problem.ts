import { HttpErrorResponse, type HttpInterceptorFn } from '@angular/common/http';
import { inject } from '@angular/core';
import type { FieldProblem, Problem } from '@reprise/contracts';
import { catchError, throwError } from 'rxjs';
import { Session } from './session.ts';

/** A failed request, with the server's message. `status` is 0 if the server was not reached. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly status: number;
  readonly fields: FieldProblem[];
  /** Whether the command may still have been accepted. */
  readonly unanswered: boolean;

  constructor(status: number, detail: string, fields: FieldProblem[] = [], unanswered = status === 0) {
    super(detail);
    this.status = status;
    this.fields = fields;
    this.unanswered = unanswered;
  }
}

const NOT_REACHED = 'The server could not be reached.';
/** The connection may have been lost before the request arrived, or after the command was accepted. */
const UNKNOWN = 'The command may have been accepted: check the history before you repeat it.';
const NO_ANSWER = `The server did not answer. ${UNKNOWN}`;
/** The server's own message mentions the key, which users do not have. */
const LATE_LOG = `The event log did not answer in time. ${UNKNOWN}`;

/** Requests that record nothing, regardless of their method: a check, a preview, a sign-in. */
const ASKS = /\/(?:preview|check|show|(?:passkey-)?options)$|^\/api\/(?:sign-in|session)\//;

/** Time limit of a read, after which its page offers to try again instead of waiting forever. */
export const READ_LIMIT_MS = 60_000;

/** Returns the sentence to show for anything that was thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

export const problemInterceptor: HttpInterceptorFn = (request, next) => {
  const session = inject(Session);
  const isRead = request.method === 'GET';
  return next(isRead ? request.clone({ timeout: READ_LIMIT_MS }) : request).pipe(
    catchError((error: unknown) => {
      if (!(error instanceof HttpErrorResponse)) return throwError(() => error);
      // A wrong password does not end the session.
      if (error.status === 401 && !request.url.startsWith('/api/sign-in')) session.signedOut.set(true);
      return throwError(() => problemOf(error, isRead || ASKS.test(request.url)));
    }),
  );
};

function problemOf(error: HttpErrorResponse, asks: boolean): ProblemError {
  if (error.status === 0) return new ProblemError(0, asks ? NOT_REACHED : NO_ANSWER);
  const body = asProblem(error.error);
  if (error.status === 503 && body?.detail?.includes('not known whether this was stored'))
    return new ProblemError(503, LATE_LOG, [], true);
  return new ProblemError(error.status, body?.detail ?? `The server answered ${error.status}.`, body?.errors ?? []);
}

/** Parses the body as a problem document. The body of a text request (the log) arrives as a string. */
function asProblem(body: unknown): Partial<Problem> | undefined {
  if (typeof body === 'object' && body !== null) return body;
  if (typeof body !== 'string') return undefined;
  try {
    return JSON.parse(body) as Partial<Problem>;
  } catch {
    return undefined; // a proxy's HTML page, say
  }
}
