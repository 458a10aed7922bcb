import { inject, Service, signal } from '@angular/core';
import type { AuditCommand } from '@reprise/contracts';
import { AuditApi } from '../core/audit-api.ts';

const PATIENCE_MS = 2_000;

/** Which commands the server takes only with a reason. Asked once; the server has the last word, with 422. */
@Service()
export class RequiredReasons {
  private readonly commands = signal<readonly AuditCommand[]>([]);
  private readonly read = inject(AuditApi)
    .session()
    .then(
      ({ reason_required }) => this.commands.set(reason_required),
      () => undefined,
    );

  has(command: AuditCommand): boolean {
    return this.commands().includes(command);
  }

  /** Waits for the answer, for a moment at most: without it a person can go on too. */
  known(): Promise<unknown> {
    return Promise.race([this.read, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
  }
}
