import { HttpErrorResponse, type HttpInterceptorFn } from '@angular/common/http';
import { inject, Injector } from '@angular/core';
import { tap } from 'rxjs';
import { CurrentUser } from './current-user.ts';

/** Asks again who is signed in when a request is denied: their role may have changed since. */
export const refreshWhenDenied: HttpInterceptorFn = (request, next) => {
  const injector = inject(Injector);
  return next(request).pipe(
    tap({
      error: (error: unknown) => {
        if (error instanceof HttpErrorResponse && error.status === 403) void injector.get(CurrentUser).refresh();
      },
    }),
  );
};
