import { DestroyRef, inject, type Signal, signal } from '@angular/core';

/** Whether the window is as narrow as on a phone, updated when it is resized or rotated. */
export function isPhoneWidth(): Signal<boolean> {
  const query = matchMedia('(max-width: 719.98px)');
  const isPhone = signal(query.matches);
  const follow = () => isPhone.set(query.matches);
  query.addEventListener('change', follow);
  inject(DestroyRef).onDestroy(() => query.removeEventListener('change', follow));
  return isPhone.asReadonly();
}
