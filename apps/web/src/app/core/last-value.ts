import { linkedSignal, type ResourceRef, type Signal } from '@angular/core';
import { ProblemError } from './problem.ts';

const FORBIDDEN = 403;

/**
 * The last value of a resource, kept while it reloads or fails, to avoid flicker. Null before the first value arrives,
 * and once the user may no longer read it.
 */
export const lastValue = <T>(resource: ResourceRef<T | undefined>): Signal<T | null> =>
  linkedSignal<T | 'forbidden' | undefined, T | null>({
    source: () => {
      const error = resource.error();
      if (error instanceof ProblemError && error.status === FORBIDDEN) return 'forbidden';
      return resource.hasValue() ? resource.value() : undefined;
    },
    computation: (now, previous) => (now === 'forbidden' ? null : (now ?? previous?.value ?? null)),
  }).asReadonly();
