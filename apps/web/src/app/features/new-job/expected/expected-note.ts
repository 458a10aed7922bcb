import { Component, computed, inject, input, resource } from '@angular/core';
import { PageApiClient } from '../../../core/api/api-client.ts';
import { expectedText } from './expected-text.ts';

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
  readonly pipeline = input<string>();
  private readonly read = resource({
    params: () => this.pipeline(),
    loader: ({ params: name }) => this.client.get('/api/pipelines/{name}/expected', { path: { name } }),
  });
  protected readonly text = computed(() => (this.read.hasValue() ? expectedText(this.read.value()) : ''));
}
