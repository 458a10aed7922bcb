import { Component, input } from '@angular/core';
import type { Factor } from '../../contract/index.ts';

/** Cost, energy and carbon footprint, with the prices and factors they are computed from; nothing without figures. */
@Component({
  selector: 'rp-footprint-panel',
  template: `
    @if (figures().length) {
      <section class="panel" aria-labelledby="rp-footprint">
        <header>
          <h2 id="rp-footprint">{{ figures()[0]![0] === 'Cost' ? 'Cost and carbon' : 'Energy and carbon' }}</h2>
          <span class="small t3">Estimated by the formula of Green Algorithms</span>
        </header>
        <dl class="figures">
          @for (figure of figures(); track figure[0]) {
            <dt>{{ figure[0] }}</dt>
            <dd>{{ figure[1] }}</dd>
          }
        </dl>
        <details>
          <summary>Prices and factors, with their sources</summary>
          <ul class="small">
            @for (factor of factors(); track factor.name) {
              <li>
                {{ factor.label }}: {{ factor.value }} {{ factor.unit }} <span class="t3">({{ factor.source }})</span>
              </li>
            }
          </ul>
        </details>
      </section>
    }
  `,
  styles: `
    .figures {
      display: grid;
      grid-template-columns: auto 1fr;
      gap: 4px 16px;
      margin: 0;
      padding: 4px 16px 8px;
    }
    dt {
      color: var(--rp-text-2);
    }
    dd {
      margin: 0;
    }
    details {
      padding: 0 16px 12px;
    }
    summary {
      width: fit-content;
      cursor: pointer;
    }
    ul {
      margin: 8px 0 0;
      padding-left: 20px;
    }
  `,
})
export class FootprintPanel {
  readonly figures = input.required<readonly (readonly [title: string, text: string])[]>();
  readonly factors = input.required<readonly Factor[]>();
}
