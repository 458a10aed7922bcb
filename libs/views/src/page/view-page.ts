import { Component, effect, inject, input, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { Live } from '@reprise/web/core/live/live.ts';
import { PageHeading } from '@reprise/web/core/page/page-heading.ts';
import { PageState } from '@reprise/web/core/page/page-state.ts';
import { messageOf } from '@reprise/web/core/problem.ts';
import { LoadError } from '@reprise/web/shared/reading/load-error.ts';
import { paramsOf } from './view-params.ts';
import { ViewStore } from './view-store.ts';

/** Opens a saved view: replaces its address by that of the list of jobs. */
@Component({
  selector: 'rp-view-page',
  imports: [LoadError, PageHeading, RouterLink],
  template: `
    <div class="head"><h1 rpPageHeading>Saved view</h1></div>
    <div class="pad stack">
      @if (error(); as why) {
        <rp-load-error what="the view" [why]="why" (again)="open(id())" />
        <p><a routerLink="/jobs">All jobs</a></p>
      } @else {
        <span class="sk"></span>
      }
    </div>
  `,
})
export class ViewPage {
  private readonly store = inject(ViewStore);
  private readonly router = inject(Router);
  readonly id = input.required<string>();
  protected readonly error = signal('');

  constructor() {
    inject(PageState).show('Saved view');
    inject(Live).follow(null);
    effect(() => void this.open(this.id()));
  }

  protected async open(id: string): Promise<void> {
    this.error.set('');
    try {
      const { list } = await this.store.open(id);
      if (id !== this.id()) return; // another view was chosen meanwhile
      await this.router.navigate(['/jobs'], { queryParams: { ...paramsOf(list), view: id }, replaceUrl: true });
    } catch (error) {
      this.error.set(messageOf(error));
    }
  }
}
