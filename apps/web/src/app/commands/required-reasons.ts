import { inject, Service, signal } from '@angular/core';
import type { CommandName } from '@reprise/contracts';
import { AuditApi } from '../core/audit-api.ts';

const TIMEOUT_MS = 2_000;

/** The commands that the server accepts only with a reason. Read once; the server still decides, with 422. */
@Service()
export class RequiredReasons {
  private readonly commands = signal<readonly CommandName[]>([]);
  private readonly read = inject(AuditApi)
    .session()
    .then(
      ({ reason_required }) => this.commands.set(reason_required),
      () => undefined,
    );

  has(command: CommandName): boolean {
    return this.commands().includes(command);
  }

  /** Waits until they are known, at most two seconds: a person can go on without. */
  known(): Promise<unknown> {
    return Promise.race([this.read, new Promise((resolve) => setTimeout(resolve, TIMEOUT_MS))]);
  }
}
