import { linkedSignal, type ResourceRef, type Signal } from '@angular/core';

/** The last value of a resource, kept while it reloads or fails, so that nothing flickers; null before the first. */
export const lastValue = <T>(resource: ResourceRef<T | undefined>): Signal<T | null> =>
  linkedSignal<T | undefined, T | null>({
    source: () => (resource.hasValue() ? resource.value() : undefined),
    computation: (now, previous) => now ?? previous?.value ?? null,
  }).asReadonly();
