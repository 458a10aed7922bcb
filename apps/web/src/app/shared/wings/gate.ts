import { computed, inject, InjectionToken, signal, type Signal, type Type } from '@angular/core';
import { Session } from '../../core/session.ts';
import type { IconName } from '../parts/icons.ts';

type LoadPage = () => Promise<Type<unknown>>;

/** Pages in the place of the shell, such as those that sign people in. */
export interface Gate {
  /** Loads the page; null: the shell is shown; undefined: it is not known yet. */
  readonly page: Signal<LoadPage | null | undefined>;
  /** Menu entry for users without an account page; null: none. */
  readonly offer: Signal<GateOffer | null>;
}

export interface GateOffer {
  readonly title: string;
  readonly icon: IconName;
  readonly open: () => void;
}

const linkPage: LoadPage = () => import('../sign-in/link-page.ts').then((m) => m.LinkPage);

/** The sign-in gate; if no wing has one, a browser without a session needs the link with the server token. */
export const GATE = new InjectionToken<Gate>('gate', {
  factory: () => {
    const { signedOut } = inject(Session);
    return { page: computed(() => (signedOut() ? linkPage : null)), offer: signal(null) };
  },
});
