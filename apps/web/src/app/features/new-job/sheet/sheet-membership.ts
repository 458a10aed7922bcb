import { Component, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { SheetBody, SheetSubmitted } from '@reprise/contracts';
import { Button } from '../../../shared/parts/button.ts';

/** Group that the jobs of a sheet's rows belong to: a batch, if the user names one. */
export class SheetMembership {
  readonly name = signal('');
  /** Id of the batch; null without a batch and before the first response. */
  readonly id = signal<string | null>(null);

  /** Fields of the submission. */
  input(): Pick<SheetBody, 'batch'> {
    const name = this.name().trim();
    // The previous release does not read the event of a job with a batch, so only a user's choice makes one.
    return name ? { batch: { name } } : {};
  }

  submitted({ batch }: SheetSubmitted): void {
    this.id.set(batch?.id ?? null);
  }
}

@Component({
  selector: 'rp-membership-field',
  template: `
    <label class="lbl" for="rp-batch">Name of the batch <span class="t3">optional</span></label>
    <input
      class="inp form"
      id="rp-batch"
      autocomplete="off"
      spellcheck="false"
      maxlength="100"
      aria-describedby="rp-batch-hint"
      [disabled]="disabled()"
      [value]="membership().name()"
      (input)="membership().name.set($any($event.target).value)"
    />
    <p class="hint" id="rp-batch-hint">Such as the plate. If empty, the jobs are not a batch</p>
  `,
  styles: `
    :host {
      display: block;
    }
  `,
})
export class MembershipField {
  readonly membership = input.required<SheetMembership>();
  readonly disabled = input.required<boolean>();
}

@Component({
  selector: 'rp-membership-link',
  imports: [Button, RouterLink],
  template: `@if (membership().id(); as id) {
    <a matButton="outlined" [routerLink]="['/batches', id]">Show the batch</a>
  }`,
  styles: `
    :host {
      display: contents;
    }
  `,
})
export class MembershipLink {
  readonly membership = input.required<SheetMembership>();
}
