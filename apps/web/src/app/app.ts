import { NgComponentOutlet } from '@angular/common';
import { Component, inject, resource } from '@angular/core';
import { GATE } from './shared/gate.ts';
import { MissingView } from './shared/missing/missing-view.ts';
import { Shell } from './shell/shell.ts';

@Component({
  selector: 'app-root',
  imports: [MissingView, NgComponentOutlet, Shell],
  template: `
    @if (page() === null) {
      <rp-shell />
    } @else if (gate.error()) {
      <rp-missing-view />
    } @else if (gate.value(); as page) {
      <ng-container *ngComponentOutlet="page" />
    }
  `,
})
export class App {
  protected readonly page = inject(GATE).page;
  protected readonly gate = resource({ params: () => this.page() ?? undefined, loader: ({ params: load }) => load() });
}
