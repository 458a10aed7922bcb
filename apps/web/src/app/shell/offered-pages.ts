import { inject, Service } from '@angular/core';
import { WaitingApprovals } from '../core/live/waiting-approvals.ts';
import { CurrentUser } from '../core/session/current-user.ts';

/** Pages that not everybody can use. */
export type LimitedPage = 'new-job' | 'webhooks' | 'users' | 'approvals' | 'account';

/** Which pages the navigation, the menu, the palette and the keys offer to the person who is signed in. */
@Service()
export class OfferedPages {
  private readonly user = inject(CurrentUser);
  private readonly approvals = inject(WaitingApprovals);

  has(page: LimitedPage): boolean {
    switch (page) {
      case 'new-job':
        return this.user.whyNot('submit') === null;
      case 'webhooks':
        return this.user.whyNotRoute('GET /api/webhooks') === null;
      case 'users':
        return this.user.isAdmin();
      case 'approvals':
        return this.approvals.areInUse();
      case 'account':
        return this.user.account() !== '';
    }
  }
}
