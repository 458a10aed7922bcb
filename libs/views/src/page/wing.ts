import { inject, Injector, signal } from '@angular/core';
import { OFFERED_VIEWS, type OfferedViews } from '@reprise/web/shared/wings/offered-views.ts';
import type { PageWing } from '@reprise/web/shared/wings/wing.ts';

function offered(): OfferedViews {
  const injector = inject(Injector);
  return {
    shown: signal({}),
    links: () => import('./view-links.ts').then((m) => m.ViewLinks),
    bar: () => import('./filled-bar.ts').then((m) => m.filledBar(injector)),
  };
}

/** Saved views of the list of jobs. */
export const views: PageWing = {
  linked: [{ path: 'views/:id', load: () => import('./view-page.ts').then((m) => m.ViewPage) }],
  providers: [{ provide: OFFERED_VIEWS, useFactory: offered }],
};
