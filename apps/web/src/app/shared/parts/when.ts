import { Component, computed, inject, input } from '@angular/core';
import { Clock } from '../../core/clock.ts';
import { Preferences } from '../../core/page/preferences.ts';
import { ago, dateTime, utc } from '../format.ts';

/** Time of an event, relative or absolute as the user prefers. Shows UTC on hover. */
@Component({
  selector: 'rp-when',
  template: `<time [attr.datetime]="at()" [title]="title()">{{ text() }}</time>`,
})
export class When {
  private readonly clock = inject(Clock);
  private readonly settings = inject(Preferences);
  readonly at = input.required<string>();
  protected readonly title = computed(() => utc(this.at()));
  protected readonly text = computed(() =>
    this.settings.times() === 'absolute' ? dateTime(this.at(), this.clock.now()) : ago(this.at(), this.clock.now()),
  );
}
