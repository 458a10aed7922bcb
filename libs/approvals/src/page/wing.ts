import { inject } from '@angular/core';
import { WaitingApprovals } from './waiting-approvals.ts';
import type { PageWing } from '@reprise/web/shared/wings/wing.ts';

export const approvals: PageWing = {
  pages: [
    {
      path: 'approvals',
      title: 'Approvals',
      icon: 'shield-check',
      place: 'system',
      isOffered: () => inject(WaitingApprovals).areInUse(),
      count: WaitingApprovals,
      load: () => import('./approvals-page.ts').then((m) => m.ApprovalsPage),
    },
  ],
};
