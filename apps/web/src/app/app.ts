import { Component, effect, inject, signal, viewChild, ViewContainerRef } from '@angular/core';
import { GATE } from './shared/wings/gate.ts';
import { MissingView } from './shared/missing/missing-view.ts';
import { Shell } from './shell/shell.ts';

@Component({
  selector: 'app-root',
  imports: [MissingView, Shell],
  template: `
    @if (page() === null) {
      <rp-shell />
    }
    @if (isMissing()) {
      <rp-missing-view />
    }
    <ng-container #place />
  `,
})
export class App {
  protected readonly page = inject(GATE).page;
  protected readonly isMissing = signal(false);
  private readonly place = viewChild.required('place', { read: ViewContainerRef });

  constructor() {
    effect(() => void this.show(this.page()));
  }

  /** Creates the component itself, because `NgComponentOutlet` and `resource` would add 2 kB to the first load. */
  private async show(load: ReturnType<typeof this.page>): Promise<void> {
    const place = this.place();
    place.clear();
    this.isMissing.set(false);
    try {
      const page = await load?.();
      if (page && this.page() === load) place.createComponent(page);
    } catch {
      this.isMissing.set(this.page() === load);
    }
  }
}
