import { computed, inject, InjectionToken, signal, type Signal, type Type } from '@angular/core';
import { Session } from '../../core/session.ts';
import type { IconName } from '../parts/icons.ts';

type LoadPage = () => Promise<Type<unknown>>;

/** Pages that replace the shell, such as the sign-in pages. */
export interface Gate {
  /** Loads the page; null if the shell is shown; undefined if that is not known yet. */
  readonly page: Signal<LoadPage | null | undefined>;
  /** Menu entry for users without an account page; null if there is none. */
  readonly offer: Signal<GateOffer | null>;
}

export interface GateOffer {
  readonly title: string;
  readonly icon: IconName;
  readonly open: () => void;
}

const linkPage: LoadPage = () => import('../sign-in/link-page.ts').then((m) => m.LinkPage);

/** The sign-in gate. If no wing provides one, a browser without a session needs the link with the server token. */
export const GATE = new InjectionToken<Gate>('gate', {
  factory: () => {
    const { signedOut } = inject(Session);
    return { page: computed(() => (signedOut() ? linkPage : null)), offer: signal(null) };
  },
});
