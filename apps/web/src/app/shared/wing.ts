import type { EnvironmentProviders, Provider, Type } from '@angular/core';
import type { Deed } from '../core/session/may.ts';
import type { IconName } from './icons.ts';

type LoadPage = () => Promise<Type<unknown>>;

/** A page of a wing: its routes, and its place in the side bar, the menu, the palette and the shortcuts. */
export interface WingPage {
  readonly path: string;
  readonly title: string;
  readonly icon: IconName;
  /** Shortcut from everywhere, such as `g s`. */
  readonly keys: string;
  /** Beside the pages about jobs, or those about the system. */
  readonly place: 'work' | 'system';
  /** Command or route that a person must be allowed to use the page; for everybody without. */
  readonly right?: Deed;
  /** Service that says in the navigation what needs a person. */
  readonly alert?: Type<PageAlert>;
  readonly load: LoadPage;
  /** Pages below it. */
  readonly below?: readonly PageBelow[];
}

/** A page that another one leads to, by its path below that of the other. */
export interface PageBelow {
  readonly path: string;
  readonly load: LoadPage;
}

/** Number of things that need a person, and words for them. */
export interface PageAlert {
  readonly count: () => number;
  readonly words: () => string;
}

/** Additions of a wing to the page. They are loaded first: what they load follows once it is needed. */
export interface PageWing {
  readonly pages?: readonly WingPage[];
  /** Pages about one job, below that of the job. */
  readonly jobPages?: readonly PageBelow[];
  /** Providers of ports of the core. */
  readonly providers?: readonly (Provider | EnvironmentProviders)[];
}
