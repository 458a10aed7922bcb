import { Component, input } from '@angular/core';

/** Maximum number of characters of a reason. */
const MOST = 500;

/** Hint at a reason at its maximum length: pasted text may be truncated. */
@Component({
  selector: 'rp-reason-limit',
  template: `@if (reason().length >= most) {
    <p class="hint" role="status">A reason has at most {{ most }} characters: the rest was cut.</p>
  }`,
})
export class ReasonLimit {
  readonly reason = input.required<string>();
  protected readonly most = MOST;
}
