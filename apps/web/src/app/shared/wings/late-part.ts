import {
  Component,
  DestroyRef,
  effect,
  inject,
  input,
  output,
  signal,
  type Type,
  untracked,
  ViewContainerRef,
} from '@angular/core';
import { MissingPart } from '../missing/missing-part.ts';

/** Loads a component of a wing, and inserts it behind itself. */
@Component({
  selector: 'rp-late-part',
  imports: [MissingPart],
  host: { '[class.loads]': 'loads()' },
  template: `@if (failed()) {
    <rp-missing-part [asked]="asked()" />
  }`,
  /* Reserves the space of one row. */
  styles: `
    :host(.loads) {
      display: block;
      min-height: 44px;
    }
  `,
})
export class LatePart {
  readonly load = input.required<() => Promise<Type<unknown>>>();
  /** Number of user requests for the part. */
  readonly asked = input.required<number>();
  /** The part was inserted, or cannot be loaded. */
  readonly settled = output();
  protected readonly loads = signal(true);
  protected readonly failed = signal(false);

  constructor() {
    const place = inject(ViewContainerRef);
    const end = inject(DestroyRef);
    effect(() => {
      void this.load()()
        .then(
          (part) => untracked(() => end.destroyed || place.createComponent(part)),
          () => this.failed.set(true),
        )
        .then(() => {
          if (end.destroyed) return;
          this.loads.set(false);
          this.settled.emit();
        });
    });
  }
}
