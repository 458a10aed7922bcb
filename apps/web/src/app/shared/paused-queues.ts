import { Component, computed, inject, resource } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Api } from '../core/api.ts';
import { lastValue } from '../core/last-value.ts';
import { Icon } from './icon.ts';
import { Actor } from './people/actor.ts';
import { poll } from './poll.ts';
import { When } from './when.ts';

/** Notes above a list of jobs: which queues are paused, by whom and why. Empty while none is. */
@Component({
  selector: 'rp-paused-queues',
  imports: [Actor, Icon, RouterLink, When],
  template: `@for (queue of paused(); track queue.name) {
    <p class="note warnb" role="status">
      <rp-icon name="circle-pause" />
      <span class="grow">
        <b class="strong">Queue “{{ queue.name }}” is paused</b> by <rp-actor [actor]="queue.paused.by" />,
        <rp-when [at]="queue.paused.since" />{{ queue.paused.reason ? ': “' + queue.paused.reason + '”.' : '.' }} No job
        of it is started.
      </span>
      <a class="link nowrap" routerLink="/queue">See queue</a>
    </p>
  }`,
  styles: `
    .note {
      margin: 0 0 12px;
    }
  `,
})
export class PausedQueues {
  private readonly api = inject(Api);
  private readonly read = resource({ loader: () => this.api.queues() });
  private readonly last = lastValue(this.read);
  protected readonly paused = computed(
    () => this.last()?.items.flatMap(({ name, paused }) => (paused ? [{ name, paused }] : [])) ?? [],
  );

  constructor() {
    poll(() => this.read.reload());
  }
}
