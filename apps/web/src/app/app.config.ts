import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { type ApplicationConfig, provideBrowserGlobalErrorListeners } from '@angular/core';
import {
  provideRouter,
  withComponentInputBinding,
  withDisabledInitialNavigation,
  withNavigationErrorHandler,
} from '@angular/router';
import { routes } from './app.routes.ts';
import { pages, wingProviders } from './catalogue.ts';
import { syncClock } from './core/clock.ts';
import { problemInterceptor } from './core/problem.ts';
import { refreshWhenDenied } from './core/session/refresh-when-denied.ts';
import { repeatAfterRenewal } from './core/session/repeat-after-renewal.ts';
import { reloadIfStale } from './core/stale-page.ts';
import { PAGES } from './shell/pages.ts';

export const appConfig: ApplicationConfig = {
  providers: [
    provideBrowserGlobalErrorListeners(),
    provideHttpClient(withInterceptors([problemInterceptor, repeatAfterRenewal, refreshWhenDenied, syncClock])),
    wingProviders,
    { provide: PAGES, useValue: pages },
    provideRouter(
      routes,
      withComponentInputBinding(),
      // The shell starts the navigation, because it is not needed before sign-in.
      withDisabledInitialNavigation(),
      withNavigationErrorHandler((failure) => void reloadIfStale(failure)),
    ),
  ],
};
