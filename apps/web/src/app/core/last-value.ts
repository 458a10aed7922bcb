import { linkedSignal, type ResourceRef, type Signal } from '@angular/core';

/** What a resource read last, also while it reads again or cannot, so that nothing blinks; null before the first. */
export const lastRead = <T>(resource: ResourceRef<T | undefined>): Signal<T | null> =>
  linkedSignal<T | undefined, T | null>({
    source: () => (resource.hasValue() ? resource.value() : undefined),
    computation: (now, previous) => now ?? previous?.value ?? null,
  }).asReadonly();
