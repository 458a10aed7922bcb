import { inject, Service } from '@angular/core';
import type { ReasonedName } from '@reprise/contracts';
import { CurrentUser } from '../../core/session/current-user.ts';

const TIMEOUT_MS = 2_000;

/** The commands and deletions for which the server requires a reason. The server still decides, with a 422. */
@Service()
export class RequiredReasons {
  private readonly user = inject(CurrentUser);

  has(command: ReasonedName): boolean {
    return this.user.session()?.reason_required.includes(command) ?? false;
  }

  /** Waits until they are known, for at most two seconds, because a user can continue without them. */
  known(): Promise<unknown> {
    return Promise.race([this.user.asked, new Promise((resolve) => setTimeout(resolve, TIMEOUT_MS))]);
  }
}
