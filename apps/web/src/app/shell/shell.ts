import type { ElementRef } from '@angular/core';
import { Component, computed, DestroyRef, inject, signal, viewChild } from '@angular/core';
import { Router, RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { Button } from '../shared/parts/button.ts';
import { lookOften } from '../core/live/look-often.ts';
import { watchFromStart } from '../core/live/watch-from-start.ts';
import { CurrentUser } from '../core/session/current-user.ts';
import { Health } from '../shared/health/health.ts';
import { Shortcuts, type Shortcut } from '../core/page/shortcuts.ts';
import { count } from '../shared/format.ts';
import { Icon } from '../shared/parts/icon.ts';
import { LatePart } from '../shared/wings/late-part.ts';
import { OFFERED_VIEWS } from '../shared/wings/offered-views.ts';
import { trackPageArrivals } from './page-arrivals.ts';
import { Banners } from './health/banners.ts';
import { HealthCard } from './health/health-card.ts';
import { healthLine } from './health/health-line.ts';
import { Logo } from '../shared/parts/logo.ts';
import { OfferedPages } from './offered-pages.ts';
import { PAGES } from './pages.ts';
import { PersonMenu } from './person-menu.ts';
import { ShellActions } from './shell-actions.ts';
import type { PageDescriptor } from '../shared/wings/page-descriptor.ts';

/** Frame of every page: navigation, health, banners and shortcuts. */
@Component({
  selector: 'rp-shell',
  imports: [Banners, HealthCard, Icon, LatePart, Logo, Button, RouterLink, RouterLinkActive, RouterOutlet, PersonMenu],
  templateUrl: './shell.html',
  styleUrl: './shell.css',
  host: { '(document:keydown)': 'palette($event)' },
})
export class Shell {
  private readonly actions = inject(ShellActions);
  private readonly main = viewChild.required<ElementRef<HTMLElement>>('main');
  private readonly health = inject(Health);
  private readonly user = inject(CurrentUser);
  private readonly offered = inject(OfferedPages);
  private readonly all = inject(PAGES);
  private readonly pages = this.all
    .filter(({ place }) => place === 'work' || place === 'system')
    .map((page) => ({
      ...page,
      alert: page.alert ? inject(page.alert) : null,
      count: page.count ? inject(page.count) : null,
    }));
  protected readonly links = computed(() => this.pages.filter((page) => this.offered.has(page)));
  protected readonly tabs = computed(() => this.all.filter((page) => page.isTab && this.offered.has(page)));
  protected readonly alerting = computed(() => this.pages.filter(({ alert }) => alert?.count()));
  protected readonly whyNotSubmit = computed(() => this.user.whyNot('submit'));
  protected readonly line = computed(() =>
    healthLine({
      live: this.health.live.state(),
      banners: this.health.banners(),
      projection: this.health.projection(),
    }),
  );
  protected readonly views = inject(OFFERED_VIEWS);
  protected readonly showsViews = signal(false);
  protected readonly format = count;

  constructor() {
    lookOften(() => void this.user.refresh()); // a role may have changed
    void watchFromStart();
    inject(Shortcuts).add(inject(DestroyRef), [
      ...this.all.flatMap((page) => (page.keys ? [this.shortcut(page, page.keys)] : [])),
      { keys: 't', label: 'Switch times: ago or clock', group: 'Everywhere', run: () => this.actions.times() },
      { keys: '?', label: 'This list', group: 'Everywhere', run: () => this.actions.keys() },
    ]);
    trackPageArrivals();
    inject(Router).initialNavigation();
  }

  private shortcut(page: PageDescriptor, keys: string): Shortcut {
    return {
      keys,
      label: page.title,
      group: 'Everywhere',
      isOffered: () => this.offered.has(page),
      run: () => this.actions.open(page.path),
    };
  }

  protected openPalette(): void {
    void this.actions.palette();
  }

  protected palette(event: KeyboardEvent): void {
    if (event.key === 'Control' || event.key === 'Meta') this.actions.preparePalette();
    if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void this.actions.palette();
  }

  protected skip(event: Event): void {
    event.preventDefault(); // the fragment of a link is relative to <base>
    this.main().nativeElement.focus();
  }
}
