import { afterRenderEffect, Component, DOCUMENT, ElementRef, inject, linkedSignal } from '@angular/core';
import { Button } from '../../shared/parts/button.ts';
import { type Banner, type ShownBanner, withEndings } from '../../shared/health/banners.ts';
import { Clock } from '../../core/clock.ts';
import { Health } from '../../shared/health/health.ts';
import { Icon } from '../../shared/parts/icon.ts';
import { ShellActions } from '../shell-actions.ts';

type LiveState = ReturnType<Health['live']['state']>;

/** Pixels between the banners and the bottom. */
const GAP = 16;

/** Banners at the bottom, on top of the page, so that nothing moves when one appears. */
@Component({
  selector: 'rp-banners',
  imports: [Icon, Button],
  template: `@for (banner of shown(); track banner.id + banner.tone) {
    <div class="note" [class]="'note ' + banner.tone + 'b'">
      <rp-icon [name]="banner.icon" />
      <span class="grow">
        <span [attr.role]="banner.tone === 'bad' ? 'alert' : 'status'">
          <b class="strong">{{ banner.title }}</b>&ngsp;<span class="t2">{{ banner.text }}</span> </span
        >&ngsp;<span class="t2 tn">{{ banner.ticking }}</span>
      </span>
      @if (banner.id === 'connection' && banner.tone !== 'ok') {
        <button matButton="outlined" class="s" type="button" (click)="health.live.retryNow()">Try now</button>
      }
      @if (banner.id === 'runners' && banner.tone !== 'ok') {
        <button matButton="outlined" class="s" type="button" (click)="actions.open('runners')">See runners</button>
      }
    </div>
  }`,
  styles: `
    :host {
      position: fixed;
      inset: auto 24px 16px calc(var(--rp-side) + 24px);
      z-index: 5;
      display: grid;
      gap: 8px;
      pointer-events: none;
    }
    :host([hidden]) {
      display: none;
    }
    .note {
      border: 1px solid var(--rp-line);
      box-shadow: var(--rp-shadow-3);
      pointer-events: auto;
    }
    @media (max-width: 719.98px) {
      :host {
        inset: auto 12px calc(60px + env(safe-area-inset-bottom) + 10px);
      }
      .note {
        flex-wrap: wrap;
      }
    }
  `,
  host: { '[hidden]': 'shown().length === 0' },
})
export class Banners {
  private readonly clock = inject(Clock);
  protected readonly health = inject(Health);
  protected readonly actions = inject(ShellActions);
  protected readonly shown = linkedSignal<{ present: Banner[]; now: number; live: LiveState }, ShownBanner[]>({
    source: () => ({ present: this.health.banners(), now: this.clock.now(), live: this.health.live.state() }),
    computation: ({ present, now, live }, previous) => withEndings(previous?.value ?? [], present, now, live),
  });

  constructor() {
    const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    const root = inject(DOCUMENT).documentElement;
    afterRenderEffect(() => {
      const height = this.shown().length ? host.offsetHeight + GAP : 0;
      root.style.setProperty('--rp-banners', `${height}px`); // room at the end of the page
    });
  }
}
