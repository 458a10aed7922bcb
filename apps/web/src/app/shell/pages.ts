import { InjectionToken } from '@angular/core';
import type { PageDescriptor } from '../shared/wings/page-descriptor.ts';

/**
 * Pages with their own position in the navigation, in list order. A token, because an import would move the catalogue
 * and its dependencies out of the main chunk.
 */
export const PAGES = new InjectionToken<readonly PageDescriptor[]>('pages');
