import { Component, DOCUMENT, inject } from '@angular/core';
import { reloadIfAnswered } from '../../core/stale-page.ts';
import { LoadError } from '../reading/load-error.ts';

/** Notice in place of a part of the page that could not be loaded. */
@Component({
  selector: 'rp-missing-view',
  imports: [LoadError],
  template: `<rp-load-error
    what="this part of the page"
    why="Reprise does not answer, or has been updated."
    (again)="reload()"
  />`,
})
export class MissingView {
  private readonly document = inject(DOCUMENT);

  protected reload(): void {
    void reloadIfAnswered(this.document);
  }
}
