import { HttpErrorResponse, type HttpInterceptorFn } from '@angular/common/http';
import { inject } from '@angular/core';
import { catchError, finalize, from, switchMap, throwError } from 'rxjs';
import { SessionRenewal } from './session-renewal.ts';

/** Changes to the password or the second factor, which end the session and create a new one. */
const RENEWS = /^\/api\/account\/(?:password|totp)\b/;

/**
 * Repeats a request that the server rejected because the session was replaced at the same time. The rejected request had
 * the earlier cookie, and had no effect.
 */
export const repeatAfterRenewal: HttpInterceptorFn = (request, next) => {
  const renewal = inject(SessionRenewal);
  if (request.method !== 'GET' && RENEWS.test(request.url)) return next(request).pipe(finalize(renewal.begin()));
  const renewed = renewal.watch();
  return next(request).pipe(
    catchError((error: unknown) => {
      const end = error instanceof HttpErrorResponse && error.status === 401 ? renewed() : null;
      return end ? from(end).pipe(switchMap(() => next(request))) : throwError(() => error);
    }),
  );
};
