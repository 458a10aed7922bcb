import { InjectionToken, type Type, type WritableSignal } from '@angular/core';

/** Filters, sort and columns of the list of jobs, as in its address. */
export type ListParams = Readonly<Record<string, string>>;

/** Saved views of the list of jobs, as provided by a wing. Their components are loaded on demand. */
export interface OfferedViews {
  /** State of the list of jobs that is open. */
  readonly shown: WritableSignal<ListParams>;
  /** Links to the views, for the side bar. */
  readonly links: () => Promise<Type<unknown>>;
  /** Name and commands of the open view, for the list of jobs. */
  readonly bar: () => Promise<Type<unknown>>;
}

/** Null if no wing provides any. */
export const OFFERED_VIEWS = new InjectionToken<OfferedViews | null>('offered views', { factory: () => null });
