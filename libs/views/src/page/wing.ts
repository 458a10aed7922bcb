import { signal } from '@angular/core';
import { OFFERED_VIEWS, type OfferedViews } from '@reprise/web/shared/wings/offered-views.ts';
import type { PageWing } from '@reprise/web/shared/wings/wing.ts';

const offered = (): OfferedViews => ({
  shown: signal({}),
  links: () => import('./view-links.ts').then((m) => m.ViewLinks),
  bar: () => import('./view-bar.ts').then((m) => m.ViewBar),
});

/** Saved views of the list of jobs. */
export const views: PageWing = {
  linked: [{ path: 'views/:id', load: () => import('./view-page.ts').then((m) => m.ViewPage) }],
  providers: [{ provide: OFFERED_VIEWS, useFactory: offered }],
};
