import { InjectionToken } from '@angular/core';
import type { PageDescriptor } from '../shared/wings/page-descriptor.ts';

/**
 * Pages with a place of their own, in the order in which they are listed. A token: what is loaded later would draw the
 * catalogue, and all that it needs, out of the main chunk.
 */
export const PAGES = new InjectionToken<readonly PageDescriptor[]>('pages');
