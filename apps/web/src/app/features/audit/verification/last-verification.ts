import { computed, inject, Service, signal } from '@angular/core';
import type { VerificationView } from '@reprise/contracts';
import { AuditApi } from '../../../core/api/audit-api.ts';
import { messageOf } from '../../../core/problem.ts';

const POLL_MS = 500;

/**
 * The last verification of the history. It is kept while the audit page is closed, and polled while a verification is
 * running.
 */
@Service()
export class LastVerification {
  private readonly api = inject(AuditApi);
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Number of the latest request. Responses of earlier requests are dropped. */
  private latest = 0;

  readonly view = signal<VerificationView | null>(null);
  readonly error = signal('');
  readonly running = computed(() => this.view()?.state === 'running');
  /**
   * Whether the server has responded, even with an error. Until then, the content below is not shown, because the note
   * would move it.
   */
  readonly answered = computed(() => this.view() !== null || this.error() !== '');

  read(): Promise<void> {
    return this.take(() => this.api.verification());
  }

  start(): Promise<void> {
    return this.take(() => this.api.verify());
  }

  /** Stops polling until the next `read`. */
  stop(): void {
    this.latest += 1;
    clearTimeout(this.timer);
  }

  private async take(ask: () => Promise<VerificationView>): Promise<void> {
    clearTimeout(this.timer);
    const number = ++this.latest;
    try {
      const view = await ask();
      if (number !== this.latest) return;
      this.view.set(view);
      this.error.set('');
    } catch (error) {
      if (number !== this.latest) return;
      this.error.set(messageOf(error));
    }
    if (this.running()) this.timer = setTimeout(() => void this.read(), POLL_MS);
  }
}
