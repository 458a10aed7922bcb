import { notifications } from '@reprise/notifications/page';
import { provenance } from '@reprise/provenance/page';
import { samples } from '@reprise/samples/page';
import { variants } from '@reprise/variants/page';
import type { PageWing, WingPage } from './shared/wing.ts';

/** The wings of this system. No other file of the page knows one: decision 140. */
const wings: readonly PageWing[] = [samples, notifications, provenance, variants];

export const wingProviders = wings.flatMap(({ providers = [] }) => providers);
export const wingPages = wings.flatMap(({ pages = [] }) => pages);
export const jobPages = wings.flatMap(({ jobPages: pages = [] }) => pages);
export const pagesAt = (place: WingPage['place']) => wingPages.filter((page) => page.place === place);
