import { HttpErrorResponse, type HttpInterceptorFn } from '@angular/common/http';
import { inject, Injector } from '@angular/core';
import { tap } from 'rxjs';
import { CurrentUser } from './current-user.ts';

/** Reads the session again when a request is denied, because the role may have changed. */
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
