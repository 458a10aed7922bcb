import { InjectionToken } from '@angular/core';
import type { PageDescriptor } from '../shared/wings/page-descriptor.ts';

/**
 * The pages that have a position in the navigation, in the order of the list. This is a token, because an import would
 * move the catalogue and its dependencies out of the main chunk.
 */
export const PAGES = new InjectionToken<readonly PageDescriptor[]>('pages');
