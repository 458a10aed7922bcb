import { inject, resource, Service } from '@angular/core';
import type { AuditCommand } from '@reprise/contracts';
import { AuditApi } from './audit-api.ts';

/** Which commands the server takes only with a reason. Asked once; the server has the last word, with 422. */
@Service()
export class RequiredReasons {
  private readonly api = inject(AuditApi);
  private readonly session = resource({ loader: () => this.api.session() });

  has(command: AuditCommand): boolean {
    return this.session.hasValue() && this.session.value().reason_required.includes(command);
  }
}
