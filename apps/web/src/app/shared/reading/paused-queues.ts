import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Icon } from '../parts/icon.ts';
import { Actor } from '../people/actor.ts';
import { QueueLines } from './queue-lines.ts';
import { When } from '../parts/when.ts';

/** Notes above a list of jobs about paused queues, with user and reason. Empty if there are none. */
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
  private readonly lines = inject(QueueLines);
  protected readonly paused = computed(
    () => this.lines.queues()?.flatMap(({ name, paused }) => (paused ? [{ name, paused }] : [])) ?? [],
  );

  constructor() {
    this.lines.watch();
  }
}
