import type { CanDeactivateFn, Routes } from '@angular/router';
import { jobPages, linkedPages, pages } from './catalogue.ts';
import { may } from './core/session/may.ts';
import type { GuardedPage } from './core/page/guarded-page.ts';

const all = [
  ...pages.flatMap(({ path, right, load, below = [] }) => [
    { path, right, load },
    ...below.map((page) => ({ path: `${path}/${page.path}`, right, load: page.load })),
  ]),
  ...linkedPages.map((page) => ({ ...page, right: undefined })),
  ...jobPages.map(({ path, load }) => ({ path: `jobs/:id/${path}`, right: undefined, load })),
];

const mayLeave: CanDeactivateFn<Partial<GuardedPage> | null> = (page) => page?.mayLeave?.() ?? true;

/** Pages for users without access to the requested page. They explain why. */
const denied: Routes = all
  .filter(({ right }) => right)
  .map(({ path, right }) => ({
    path,
    data: { denied: right },
    loadComponent: () => import('./shell/not-allowed.ts').then((m) => m.NotAllowed),
  }));

export const routes: Routes = [
  { path: '', pathMatch: 'full', redirectTo: 'jobs' },
  ...all.map(({ path, right, load }) => ({
    path,
    canMatch: right ? [may(right)] : [],
    canDeactivate: [mayLeave],
    loadComponent: load,
  })),
  { path: 'invite', children: [] },
  ...denied,
  { path: '**', loadComponent: () => import('./shell/not-found.ts').then((m) => m.NotFound) },
];
