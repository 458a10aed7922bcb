import { inject, Service } from '@angular/core';
import type { ReasonedName } from '@reprise/contracts';
import { CurrentUser } from '../../core/session/current-user.ts';

const TIMEOUT_MS = 2_000;

/** The commands and deletions that the server accepts only with a reason. The server still decides, with 422. */
@Service()
export class RequiredReasons {
  private readonly user = inject(CurrentUser);

  has(command: ReasonedName): boolean {
    return this.user.session()?.reason_required.includes(command) ?? false;
  }

  /** Waits until they are known, at most two seconds: a user can continue without them. */
  known(): Promise<unknown> {
    return Promise.race([this.user.asked, new Promise((resolve) => setTimeout(resolve, TIMEOUT_MS))]);
  }
}
