import { computed, inject, Injectable, signal } from '@angular/core';
import { Clock } from '../../../core/clock.ts';

/** The server's time, or the time of the past state that is shown. Provided as the page's `Clock`. */
@Injectable()
export class MomentClock {
  private readonly server = inject(Clock, { skipSelf: true });
  /** Milliseconds since 1970; `null` for now. */
  readonly moment = signal<number | null>(null);
  readonly now = computed(() => this.moment() ?? this.server.now());
  /** The server's time, even if a past state is shown. */
  readonly present = computed(() => this.server.now());
}
