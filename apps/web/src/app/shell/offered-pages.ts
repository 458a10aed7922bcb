import { inject, Service } from '@angular/core';
import { WaitingApprovals } from '../core/live/waiting-approvals.ts';
import { CurrentUser } from '../core/session/current-user.ts';
import { whyNot } from '../core/session/may.ts';
import type { WingPage } from '../shared/wing.ts';

/** Pages that not everybody can use. */
export type LimitedPage = 'new-job' | 'users' | 'approvals' | 'account';

/** Which pages the navigation, the menu, the palette and the keys offer to the person who is signed in. */
@Service()
export class OfferedPages {
  private readonly user = inject(CurrentUser);
  private readonly approvals = inject(WaitingApprovals);

  has(page: LimitedPage | Pick<WingPage, 'right'>): boolean {
    if (typeof page === 'object') return !page.right || whyNot(this.user, page.right) === null;
    switch (page) {
      case 'new-job':
        return this.user.whyNot('submit') === null;
      case 'users':
        return this.user.isAdmin();
      case 'approvals':
        return this.approvals.areInUse();
      case 'account':
        return this.user.account() !== '';
    }
  }
}
