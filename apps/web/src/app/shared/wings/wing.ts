import type { EnvironmentProviders, Provider } from '@angular/core';
import type { LinkedPage, PageDescriptor } from './page-descriptor.ts';

/** Additions of a wing to the page. Part of the first load; their components are loaded on demand. */
export interface PageWing {
  readonly pages?: readonly PageDescriptor[];
  /** Pages that only links lead to, by their whole path. */
  readonly linked?: readonly LinkedPage[];
  /** Pages about one job, by the path below that of the job. */
  readonly jobPages?: readonly LinkedPage[];
  /** Providers of ports of the core. */
  readonly providers?: readonly (Provider | EnvironmentProviders)[];
}
