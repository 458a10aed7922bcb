import { Component, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, RouterLink } from '@angular/router';
import { Icon } from '@reprise/web/shared/parts/icon.ts';
import { map } from 'rxjs';
import { ViewStore } from './view-store.ts';

/** Links of the side bar to the saved views. */
@Component({
  selector: 'rp-view-links',
  imports: [Icon, RouterLink],
  template: `
    @if (store.error(); as why) {
      <p class="small" role="alert">Could not read the views. {{ why }}</p>
    } @else if (store.views(); as views) {
      <ul aria-label="Views">
        @for (view of views; track view.view_id) {
          <li>
            <a
              [routerLink]="['/views', view.view_id]"
              [attr.aria-current]="view.view_id === current() ? 'true' : null"
              [title]="view.is_shared ? view.name + ', shared' : view.name"
            >
              <rp-icon class="s" [name]="view.is_shared ? 'users' : 'user-round'" />
              <span class="cut">{{ view.name }}</span><span class="vh">{{ view.is_shared ? ', shared' : '' }}</span>
            </a>
          </li>
        } @empty {
          <li class="small t3">No views yet. Filter the list of jobs, then choose <b>Views</b> above it.</li>
        }
      </ul>
    }
  `,
  styleUrl: './view-links.css',
})
export class ViewLinks {
  protected readonly store = inject(ViewStore);
  protected readonly current = toSignal(inject(ActivatedRoute).queryParamMap.pipe(map((params) => params.get('view'))));

  constructor() {
    void this.store.refresh();
  }
}
