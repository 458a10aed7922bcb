import { Clipboard } from '@angular/cdk/clipboard';
import { LiveAnnouncer } from '@angular/cdk/a11y';
import { Component, inject, input, signal } from '@angular/core';
import { Icon } from './icon.ts';

const SHOWN_MS = 1500;

/** Button that copies text and briefly confirms that. */
@Component({
  selector: 'rp-copy',
  imports: [Icon],
  template: `<button type="button" [attr.aria-label]="'Copy ' + what()" [title]="'Copy ' + what()" (click)="copy()">
    <rp-icon class="s" [name]="done() ? 'check' : 'copy'" [class.ok]="done()" />
  </button>`,
  styles: `
    :host {
      display: inline-flex;
      vertical-align: middle;
    }
    button {
      display: inline-grid;
      place-items: center;
      height: 24px;
      margin: -4px -6px;
      padding: 0;
      border: 0;
      border-radius: var(--rp-r-1);
      background: none;
      color: var(--rp-text-3);
      cursor: pointer;
    }
    button:hover {
      background: var(--rp-hover);
      color: var(--rp-text);
    }
  `,
})
export class CopyButton {
  private readonly clipboard = inject(Clipboard);
  private readonly announcer = inject(LiveAnnouncer);
  readonly text = input.required<string>();
  /** Name of the copied text, for the button's label. */
  readonly what = input.required<string>();
  protected readonly done = signal(false);

  protected copy(): void {
    if (!this.clipboard.copy(this.text())) return;
    this.done.set(true);
    void this.announcer.announce('Copied');
    setTimeout(() => this.done.set(false), SHOWN_MS);
  }
}
