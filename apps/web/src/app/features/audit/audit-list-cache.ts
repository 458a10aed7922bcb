import { inject, Service } from '@angular/core';
import { AuditApi } from '../../core/audit-api.ts';
import { Clock } from '../../core/clock.ts';
import { AuditList } from './audit-list.ts';

/** The list outlives its page: a person who looks at a job and goes back finds the entries and the place they left. */
@Service()
export class KeptAudit {
  private readonly clock = inject(Clock);
  readonly list = new AuditList(inject(AuditApi), () => this.clock.now());
  scrolledTo = 0;
}
