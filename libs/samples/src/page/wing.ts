import { EnvironmentInjector, inject } from '@angular/core';
import { OFFERED_SAMPLES } from '@reprise/web/shared/wings/offered-samples.ts';
import type { PageWing } from '@reprise/web/shared/wings/wing.ts';

/** Uploaded files, and the samples created from them. */
export const samples: PageWing = {
  pages: [
    {
      path: 'samples',
      title: 'Samples',
      icon: 'test-tube-diagonal',
      keys: 'g s',
      place: 'work',
      load: () => import('./samples-page.ts').then((m) => m.SamplesPage),
    },
  ],
  providers: [
    {
      provide: OFFERED_SAMPLES,
      useFactory:
        (injector = inject(EnvironmentInjector)) =>
        async () => {
          const { UploadApi } = await import('./upload-api.ts');
          return (await injector.get(UploadApi).samples()).items;
        },
    },
  ],
};
