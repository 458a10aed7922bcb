import { Component, computed, inject, input, resource } from '@angular/core';
import { PageApiClient } from '../../../core/api/api-client.ts';
import { Health } from '../../../shared/health/health.ts';
import { expectedText } from './expected-text.ts';
import { freeSlots } from './free-slots.ts';

/** Sentence about what a new job of a pipeline is expected to take; nothing if it is unknown or cannot be read. */
@Component({
  selector: 'rp-expected-note',
  template: `
    @if (text(); as text) {
      <p class="small t2">{{ text }}</p>
    }
  `,
})
export class ExpectedNote {
  private readonly client = inject(PageApiClient);
  private readonly health = inject(Health);
  readonly pipeline = input<string>();
  private readonly read = resource({
    params: () => this.pipeline(),
    loader: ({ params: name }) => this.client.get('/api/pipelines/{name}/expected', { path: { name } }),
  });
  /** With the present number of free slots, which changes while the form is open. */
  protected readonly text = computed(() => {
    if (!this.read.hasValue()) return '';
    const [expected, runners] = [this.read.value(), this.health.runners()];
    return expectedText(runners ? { ...expected, free_slots: freeSlots(runners) } : expected);
  });
}
