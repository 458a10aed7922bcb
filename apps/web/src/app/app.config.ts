import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { type ApplicationConfig, provideBrowserGlobalErrorListeners } from '@angular/core';
import { MAT_RIPPLE_GLOBAL_OPTIONS } from '@angular/material/core';
import { provideRouter, withComponentInputBinding, withNavigationErrorHandler } from '@angular/router';
import { routes } from './app.routes.ts';
import { syncClock } from './core/clock.ts';
import { problemInterceptor } from './core/problem.ts';
import { reloadIfStale } from './core/page/stale-page.ts';

export const appConfig: ApplicationConfig = {
  providers: [
    provideBrowserGlobalErrorListeners(),
    provideHttpClient(withInterceptors([problemInterceptor, syncClock])),
    provideRouter(routes, withComponentInputBinding(), withNavigationErrorHandler(reloadIfStale)),
    {
      provide: MAT_RIPPLE_GLOBAL_OPTIONS,
      useValue: { disabled: true, animation: { enterDuration: 0, exitDuration: 0 } },
    },
  ],
};
