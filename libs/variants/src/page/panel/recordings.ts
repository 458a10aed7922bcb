import { inject, signal } from '@angular/core';
import type { ClassifyBody } from '@reprise/contracts';
import { IdempotentRequests } from '@reprise/web/core/idempotent-requests.ts';
import { messageOf } from '@reprise/web/core/problem.ts';
import { rememberReason } from '@reprise/web/commands/reasons/remembered-reasons.ts';
import { keyOf } from './variant-key.ts';
import { VariantApi } from '../variant-api.ts';

/** State of a class that was sent: in flight, or refused with an error. */
interface Sent {
  readonly isSending: boolean;
  readonly error: string;
}

const NOT_SENT: Sent = { isSending: false, error: '' };

/** Classes that are being sent, each by its variant, because the form is removed when another variant is shown. */
export class Recordings {
  private readonly api = inject(VariantApi);
  private readonly requests = new IdempotentRequests();
  private readonly sent = signal<ReadonlyMap<string, Sent>>(new Map());

  /** Returns the state of the class of one variant. */
  of(key: string): Sent {
    return this.sent().get(key) ?? NOT_SENT;
  }

  /** Records a class. Resolves with whether it was recorded. */
  async send(id: string, body: ClassifyBody): Promise<boolean> {
    const key = keyOf({ id, variant: body.variant });
    this.put(key, { isSending: true, error: '' });
    try {
      await this.requests.send([id, body], (request) => this.api.classify(id, body, request));
    } catch (error) {
      this.put(key, { isSending: false, error: messageOf(error) });
      return false;
    }
    this.put(key, NOT_SENT);
    rememberReason('classify', body.reason);
    return true;
  }

  private put(key: string, sent: Sent): void {
    this.sent.update((all) => new Map(all).set(key, sent));
  }
}
