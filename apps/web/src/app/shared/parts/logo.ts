import { Component } from '@angular/core';

/** Logo: a repeat sign, as in music, and the name. */
@Component({
  selector: 'rp-logo',
  template: `<svg viewBox="0 0 20 20" aria-hidden="true">
      <circle cx="4" cy="7.2" r="1.7" />
      <circle cx="4" cy="12.8" r="1.7" />
      <rect x="8" y="2" width="1.8" height="16" rx=".9" />
      <rect x="12.5" y="2" width="4.5" height="16" rx="1.3" /></svg
    ><span class="word">Reprise</span>`,
  styles: `
    :host {
      display: flex;
      align-items: center;
      gap: 9px;
      font: 640 0.9375rem/1.5rem var(--rp-font);
      letter-spacing: -0.015em;
    }
    svg {
      width: 20px;
      height: 20px;
      fill: currentColor;
      color: var(--rp-accent);
    }
    @media (min-width: 720px) and (max-width: 1099.98px) {
      :host-context(.side) .word {
        display: none;
      }
    }
  `,
})
export class Logo {}
