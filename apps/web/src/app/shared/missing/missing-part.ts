import { Component, DOCUMENT, effect, inject, input } from '@angular/core';
import { reloadIfAnswered } from '../../core/stale-page.ts';

/** Takes the place of a menu or a bar that could not be loaded. Each time a person asks for it, reloads the page if the server answers. */
@Component({ selector: 'rp-missing-part', template: '' })
export class MissingPart {
  /** Number of times that a person asked for the part; 0 reloads nothing. */
  readonly asked = input.required<number>();

  constructor() {
    const document = inject(DOCUMENT);
    effect(() => {
      if (this.asked() > 0) void reloadIfAnswered(document);
    });
  }
}
