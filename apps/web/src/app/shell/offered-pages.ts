import { EnvironmentInjector, inject, runInInjectionContext, Service } from '@angular/core';
import { CurrentUser } from '../core/session/current-user.ts';
import { whyNot } from '../core/session/may.ts';
import type { PageDescriptor } from '../shared/page-descriptor.ts';

/** Which pages the navigation, the menu, the palette and the keys offer to the person who is signed in. */
@Service()
export class OfferedPages {
  private readonly user = inject(CurrentUser);
  private readonly injector = inject(EnvironmentInjector);

  has({ right, isOffered }: Pick<PageDescriptor, 'right' | 'isOffered'>): boolean {
    if (right && whyNot(this.user, right) !== null) return false;
    return !isOffered || runInInjectionContext(this.injector, isOffered);
  }
}
