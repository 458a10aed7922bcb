import { EnvironmentInjector, inject, runInInjectionContext, Service } from '@angular/core';
import { CurrentUser } from '../core/session/current-user.ts';
import { whyNot } from '../core/session/may.ts';
import type { PageDescriptor } from '../shared/wings/page-descriptor.ts';
import { PAGES } from './pages.ts';

/** Pages that the navigation, the menu, the palette and the shortcuts offer to the signed-in user. */
@Service()
export class OfferedPages {
  private readonly user = inject(CurrentUser);
  private readonly injector = inject(EnvironmentInjector);
  private readonly pages = inject(PAGES);

  at(...places: readonly PageDescriptor['place'][]): PageDescriptor[] {
    return this.pages.filter((page) => places.includes(page.place) && this.has(page));
  }

  has({ right, isOffered }: Pick<PageDescriptor, 'right' | 'isOffered'>): boolean {
    if (right && whyNot(this.user, right) !== null) return false;
    return !isOffered || runInInjectionContext(this.injector, isOffered);
  }
}
