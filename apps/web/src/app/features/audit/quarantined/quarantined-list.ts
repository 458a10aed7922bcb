import { inject, Service, signal } from '@angular/core';
import type { SetAsideEntry } from '@reprise/contracts';
import { AuditApi } from '../../../core/api/audit-api.ts';
import { messageOf } from '../../../core/problem.ts';

/** The quarantined events, the newest first. Kept while the audit page is closed. */
@Service()
export class QuarantinedList {
  private readonly api = inject(AuditApi);
  /** Number of the latest request. Responses of earlier requests are dropped. */
  private latest = 0;
  private loading = false;

  readonly entries = signal<readonly SetAsideEntry[]>([]);
  readonly cursor = signal<string | null>(null);
  readonly error = signal('');
  /** Whether it is known if there are any. Until then, the content below is not shown, because it would move. */
  readonly answered = signal(false);

  /** Reads the first page again. */
  read(): Promise<void> {
    return this.take(undefined);
  }

  async more(): Promise<void> {
    const cursor = this.cursor();
    if (cursor !== null && !this.loading) await this.take(cursor);
  }

  private async take(cursor: string | undefined): Promise<void> {
    const number = ++this.latest;
    this.loading = true;
    this.error.set('');
    try {
      const { items, next_cursor } = await this.api.quarantined(cursor);
      if (number !== this.latest) return;
      this.entries.update((entries) => (cursor === undefined ? items : [...entries, ...items]));
      this.cursor.set(next_cursor);
    } catch (error) {
      if (number !== this.latest) return;
      this.error.set(messageOf(error));
    }
    this.loading = false;
    this.answered.set(true);
  }
}
