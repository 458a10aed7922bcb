import { computed, inject, Injectable, signal } from '@angular/core';
import { Clock } from '../../../core/clock.ts';

/** The time that a page counts by: the server's, or that of the past moment it shows. Provided as its `Clock`. */
@Injectable()
export class MomentClock {
  private readonly server = inject(Clock, { skipSelf: true });
  /** Milliseconds since 1970. */
  readonly moment = signal<number | null>(null);
  readonly now = computed(() => this.moment() ?? this.server.now());
  /** The present, whatever is shown: how long ago a moment is. */
  readonly present = computed(() => this.server.now());
}
