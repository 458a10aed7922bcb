import { computed, inject, Injectable, signal } from '@angular/core';
import { Clock } from '../../../core/clock.ts';

/** The server's time, or that of the moment that is shown. Provided as the page's `Clock`. */
@Injectable()
export class MomentClock {
  private readonly server = inject(Clock, { skipSelf: true });
  /** Milliseconds since 1970; `null`: now. */
  readonly moment = signal<number | null>(null);
  readonly now = computed(() => this.moment() ?? this.server.now());
  /** The server's time, whatever moment is shown. */
  readonly present = computed(() => this.server.now());
}
