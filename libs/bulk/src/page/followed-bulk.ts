import { DestroyRef, inject, Service, signal } from '@angular/core';
import type { BulkView } from '../contract/index.ts';
import { BulkApi } from './bulk-api.ts';
import { store, stored } from './followed-id.ts';
import { ProblemError } from '@reprise/web/core/problem.ts';

const EVERY_MS = 500;

/** The command for many jobs that this tab follows, even after a reload of the page. */
@Service()
export class FollowedBulk {
  private readonly api = inject(BulkApi);
  readonly bulk = signal<BulkView | null>(null);
  /** Whether the server lost it before it had ended, for example because of a restart. */
  readonly isLost = signal(false);
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    inject(DestroyRef).onDestroy(() => clearTimeout(this.timer));
    const id = stored();
    if (id) void this.ask(id);
  }

  follow(bulk: BulkView): void {
    store(bulk.bulk_id);
    this.take(bulk);
  }

  dismiss(): void {
    clearTimeout(this.timer);
    this.bulk.set(null);
    this.isLost.set(false);
    store(null);
  }

  private take(bulk: BulkView): void {
    clearTimeout(this.timer);
    this.isLost.set(false);
    this.bulk.set(bulk);
    if (bulk.finished_at === null) this.timer = setTimeout(() => void this.ask(bulk.bulk_id), EVERY_MS);
  }

  private forget(): void {
    const wasUnderWay = this.bulk()?.finished_at === null;
    if (wasUnderWay) this.isLost.set(true);
    else this.dismiss();
    store(null);
  }

  private async ask(id: string): Promise<void> {
    try {
      const bulk = await this.api.show(id);
      if (stored() === id) this.take(bulk);
    } catch (error) {
      // The server does not know the command, so its outcome is only in the audit trail. After other errors, the server
      // may be back soon.
      if (error instanceof ProblemError && error.status === 404) this.forget();
      else if (stored() === id) this.timer = setTimeout(() => void this.ask(id), 4 * EVERY_MS);
    }
  }
}
