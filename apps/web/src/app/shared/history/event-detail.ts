import { Component, computed, input } from '@angular/core';
import type { HistoryEntry } from '@reprise/contracts';
import { eventFacts } from './event-facts.ts';

/** The facts of an event as text. When expanded, also the recorded event. */
@Component({
  selector: 'rp-event-detail',
  template: `
    @if (facts().length) {
      <dl>
        @for (fact of facts(); track fact.name) {
          <dt>{{ fact.name }}</dt>
          <dd>{{ fact.value }}</dd>
        }
      </dl>
    }
    <details>
      <summary class="link small">Raw event</summary>
      <pre tabindex="0" [attr.aria-label]="entry().type + ', sequence ' + entry().seq + ', as recorded'">{{
        raw()
      }}</pre>
    </details>
  `,
  styleUrl: './event-detail.css',
})
export class EventDetail {
  /** As recorded, before the page adds types. */
  readonly entry = input.required<HistoryEntry>();
  protected readonly facts = computed(() => eventFacts(this.entry().data));
  protected readonly raw = computed(() => {
    const { seq, type, at, actor, reason, attempt, correlation_id, causation_id, data } = this.entry();
    const recorded = { seq, type, at, actor, reason, attempt, correlation_id, causation_id, data };
    return JSON.stringify(recorded, null, 2);
  });
}
