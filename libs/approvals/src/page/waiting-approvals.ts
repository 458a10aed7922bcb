import { computed, inject, Service, signal } from '@angular/core';
import type { ApprovalView } from '../contract/index.ts';
import { ApprovalsApi } from './approvals-api.ts';
import { Clock } from '@reprise/web/core/clock.ts';
import { CurrentUser } from '@reprise/web/core/session/current-user.ts';
import { lookOften } from '@reprise/web/core/live/look-often.ts';
import { statusAt } from './status-at.ts';

/**
 * Number of commands that await approval. It is read every half minute and on each navigation; 0 if no command requires
 * approval.
 */
@Service()
export class WaitingApprovals {
  private readonly api = inject(ApprovalsApi);
  private readonly clock = inject(Clock);
  private readonly user = inject(CurrentUser);
  /** Commands that were waiting at the last read. */
  readonly waiting = signal<readonly Pick<ApprovalView, 'status' | 'expires_at'>[]>([]);
  readonly count = computed(() => this.waiting().filter((one) => statusAt(one, this.clock.now()) === 'waiting').length);
  /** "2 commands wait for approval" */
  readonly words = computed(
    () => `${String(this.count())} ${this.count() === 1 ? 'command waits' : 'commands wait'} for approval`,
  );
  /** Whether the server requires approval for any command, or did so earlier. */
  readonly areInUse = computed(() => this.count() > 0 || (this.user.session()?.approvals.length ?? 0) > 0);

  constructor() {
    lookOften(() => void this.look());
  }

  async look(): Promise<void> {
    await this.user.asked;
    if (!this.areInUse()) return;
    const page = await this.api.list({ status: 'waiting', limit: 100 }).catch(() => null); // read again in half a minute
    if (page) this.waiting.set(page.items);
  }
}
