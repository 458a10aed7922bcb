import { Component, DOCUMENT, effect, inject, input } from '@angular/core';
import { reloadIfAnswered } from '../../core/stale-page.ts';

/** Replaces a menu or a bar that could not be loaded. On each request, reloads the page if the server answers. */
@Component({ selector: 'rp-missing-part', template: '' })
export class MissingPart {
  /** Number of user requests for the part; nothing is reloaded at 0. */
  readonly asked = input.required<number>();

  constructor() {
    const document = inject(DOCUMENT);
    effect(() => {
      if (this.asked() > 0) void reloadIfAnswered(document);
    });
  }
}
