import { Component, input } from '@angular/core';

/** Maximum number of characters of a reason. */
const MOST = 500;

/** Hint shown when a reason has its maximum length, because pasted text may have been truncated. */
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
