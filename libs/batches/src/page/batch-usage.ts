import { Component, computed, inject, input, linkedSignal, resource } from '@angular/core';
import { RouterLink } from '@angular/router';
import { footprintTexts, hoursText } from '@reprise/contracts/resource-text';
import { messageOf } from '@reprise/web/core/problem.ts';
import { Button } from '@reprise/web/shared/parts/button.ts';
import { Icon } from '@reprise/web/shared/parts/icon.ts';
import { OFFERED_RECORDS } from '@reprise/web/shared/wings/offered-records.ts';
import { BatchApi } from './batch-api.ts';

/** CPU hours, cost and energy of the tasks of a batch. They are read on demand, because that reads all its tasks. */
@Component({
  selector: 'rp-batch-usage',
  imports: [Button, Icon, RouterLink],
  template: `
    @if (page) {
      <section class="panel" aria-labelledby="rp-batch-usage">
        <header>
          <h2 id="rp-batch-usage">Usage</h2>
          @if (!asked()) {
            <button matButton="outlined" class="s right" type="button" (click)="asked.set(true)">Show the usage</button>
          } @else {
            <a class="link right" [routerLink]="page" [queryParams]="{ batch: id() }">All figures</a>
          }
        </header>
        @if (asked()) {
          <div class="body" role="status">
            @if (error()) {
              <p class="bad"><rp-icon class="s" name="circle-x" />{{ error() }}</p>
            } @else if (!sums.hasValue()) {
              <p class="t2">Reading the tasks of all jobs</p>
            } @else if (figures().length === 0) {
              <p class="t2">No task has ended yet.</p>
            } @else {
              <dl>
                @for (figure of figures(); track figure[0]) {
                  <div>
                    <dt>{{ figure[0] }}</dt>
                    <dd class="tn">{{ figure[1] }}</dd>
                  </div>
                }
              </dl>
            }
          </div>
        }
      </section>
    }
  `,
  styles: `
    :host {
      display: block;
    }
    .body {
      padding: 4px 16px 12px;
    }
    p {
      margin: 8px 0 4px;
    }
    dl {
      display: flex;
      flex-wrap: wrap;
      gap: 8px 32px;
      margin: 0;
    }
    dt {
      color: var(--rp-text-2);
    }
    dd {
      margin: 0;
    }
  `,
})
export class BatchUsage {
  private readonly api = inject(BatchApi);
  protected readonly page = inject(OFFERED_RECORDS)?.usage ?? null;
  readonly id = input.required<string>();
  protected readonly asked = linkedSignal<string, boolean>({ source: this.id, computation: () => false });
  protected readonly sums = resource({
    params: () => (this.asked() ? this.id() : undefined),
    loader: ({ params: id }) => this.api.usage(id),
  });
  protected readonly error = computed(() => (this.sums.error() ? messageOf(this.sums.error()) : ''));
  protected readonly figures = computed(() => {
    const sums = this.sums.hasValue() ? this.sums.value() : null;
    if (!sums || sums.tasks === 0) return [];
    return [
      ['CPU hours', hoursText(sums.cpu_hours)] as const,
      ['Memory GB hours', hoursText(sums.memory_gb_hours)] as const,
      ...footprintTexts(sums.footprint, sums.basis.currency),
    ];
  });
}
