import type { Type } from '@angular/core';
import type { Permission } from '../../core/session/may.ts';
import type { IconName } from '../parts/icons.ts';

type LoadPage = () => Promise<Type<unknown>>;

/**
 * A page: its routes, and its place in the side bar, the menu, the palette and the shortcuts. Part of the first load;
 * its component is loaded on demand.
 */
export interface PageDescriptor {
  readonly path: string;
  readonly title: string;
  readonly icon: IconName;
  /** Shortcut from everywhere, such as `g s`. */
  readonly keys?: string;
  /**
   * Place of its link: in the side bar among the pages about jobs (`work`) or below them (`system`), in the user's
   * menu, or none (`action`), if the shell has a separate button.
   */
  readonly place: 'work' | 'system' | 'person' | 'action';
  /** Whether the tab bar of phones has it, so that the menu there leaves it out. */
  readonly isTab?: true;
  /** Command or route that a person must be allowed to use the page; for everybody without. */
  readonly right?: Permission;
  /** Whether it is offered to the person, beside the right. Called in an injection context. */
  readonly isOffered?: () => boolean;
  /** Service with the number of things that need a person: shown as a warning, on phones in the top bar. */
  readonly alert?: Type<PageCount>;
  /** Service with the number of things on the page, shown beside its title. */
  readonly count?: Type<PageCount>;
  /** Parts of the page that the menu of the person leads to. */
  readonly parts?: readonly PagePart[];
  readonly load: LoadPage;
  /** Pages below it, with the same right. */
  readonly below?: readonly LinkedPage[];
}

/** A page that only links of other pages lead to. */
export interface LinkedPage {
  /** May have parameters: `bulk/:id`. */
  readonly path: string;
  readonly load: LoadPage;
}

/** A part of a page with a fragment of its address. */
export interface PagePart {
  readonly fragment: string;
  readonly title: string;
  readonly icon: IconName;
}

/** Number of things, null before it is known, and a text for them. */
export interface PageCount {
  readonly count: () => number | null;
  readonly words: () => string;
}
