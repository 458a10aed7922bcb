import type { Type } from '@angular/core';
import type { Permission } from '../../core/session/may.ts';
import type { IconName } from '../parts/icons.ts';

type LoadPage = () => Promise<Type<unknown>>;

/**
 * Describes a page: its routes, and its place in the side bar, the menu, the palette and the shortcuts. The descriptor
 * is part of the first load; the page's component is loaded on demand.
 */
export interface PageDescriptor {
  readonly path: string;
  readonly title: string;
  readonly icon: IconName;
  /** Shortcut that works everywhere, such as `g s`. */
  readonly keys?: string;
  /**
   * Position of its link: in the side bar among the pages about jobs (`work`) or below them (`system`), in the user's
   * menu, or nowhere (`action`), if the shell has a separate button.
   */
  readonly place: 'work' | 'system' | 'person' | 'action';
  /** Whether the tab bar of phones contains it, so that the menu omits it there. */
  readonly isTab?: true;
  /** Command or route that a user must be allowed to use to open the page; for all users if absent. */
  readonly right?: Permission;
  /** Whether it is offered to the user, in addition to the right. Called in an injection context. */
  readonly isOffered?: () => boolean;
  /**
   * Service with the number of items that need the user's attention. The number is shown as a warning (on phones, in
   * the top bar).
   */
  readonly alert?: Type<PageCount>;
  /** Service with the number of items on the page, which is shown next to its title. */
  readonly count?: Type<PageCount>;
  /** Parts of the page that the user's menu links to. */
  readonly parts?: readonly PagePart[];
  readonly load: LoadPage;
  /** Pages below it, which require the same right. */
  readonly below?: readonly LinkedPage[];
}

/** A page that can be reached only through links on other pages. */
export interface LinkedPage {
  /** May have parameters: `bulk/:id`. */
  readonly path: string;
  readonly load: LoadPage;
}

/** A part of a page, with a fragment of its address. */
export interface PagePart {
  readonly fragment: string;
  readonly title: string;
  readonly icon: IconName;
}

/** Number of items, null before it is known, and a text about them. */
export interface PageCount {
  readonly count: () => number | null;
  readonly words: () => string;
}
