import { samples } from '@reprise/samples/page';
import type { PageWing } from './shared/wing.ts';

/** The wings of this system. No other file of the page knows one: decision 140. */
export const wings: readonly PageWing[] = [samples];

export const wingPages = wings.flatMap(({ pages }) => pages);
