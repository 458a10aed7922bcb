import type { EnvironmentProviders, Provider, Type } from '@angular/core';
import type { IconName } from './icons.ts';

/** A page of a wing: its route, and its place in the side bar, the menu, the palette and the shortcuts. */
export interface WingPage {
  readonly path: string;
  readonly title: string;
  readonly icon: IconName;
  /** Shortcut from everywhere, such as `g s`. */
  readonly keys: string;
  readonly load: () => Promise<Type<unknown>>;
}

/** Additions of a wing to the page. They are loaded first: what they load follows once it is needed. */
export interface PageWing {
  readonly pages: readonly WingPage[];
  /** What it provides to pages of the core. */
  readonly providers: readonly (Provider | EnvironmentProviders)[];
}
