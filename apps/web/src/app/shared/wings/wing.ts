import type { EnvironmentProviders, Provider } from '@angular/core';
import type { LinkedPage, PageDescriptor } from './page-descriptor.ts';

/** Additions of a wing to the page. They are loaded first: what they load follows once it is needed. */
export interface PageWing {
  readonly pages?: readonly PageDescriptor[];
  /** Pages that only links lead to, by their whole path. */
  readonly linked?: readonly LinkedPage[];
  /** Pages about one job, by the path below that of the job. */
  readonly jobPages?: readonly LinkedPage[];
  /** Providers of ports of the core. */
  readonly providers?: readonly (Provider | EnvironmentProviders)[];
}
