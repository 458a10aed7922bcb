import { inject, Service } from '@angular/core';
import { AuditApi } from '../../core/api/audit-api.ts';
import { Clock } from '../../core/clock.ts';
import { AuditList } from './audit-list.ts';

/** Keeps the list while its page is closed, so that going back restores the entries and the scroll position. */
@Service()
export class AuditListCache {
  private readonly clock = inject(Clock);
  readonly list = new AuditList(inject(AuditApi), () => this.clock.now());
  scrollTop = 0;
}
