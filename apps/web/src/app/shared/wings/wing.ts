import type { EnvironmentProviders, Provider } from '@angular/core';
import type { LinkedPage, PageDescriptor } from './page-descriptor.ts';

/** Parts that a wing adds to the page. They are part of the first load; their components are loaded on demand. */
export interface PageWing {
  readonly pages?: readonly PageDescriptor[];
  /** Pages that can be reached only through links, by their full paths. */
  readonly linked?: readonly LinkedPage[];
  /** Pages about one job, by the path below the job's. */
  readonly jobPages?: readonly LinkedPage[];
  /** Providers for ports of the core. */
  readonly providers?: readonly (Provider | EnvironmentProviders)[];
}
