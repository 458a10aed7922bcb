import type { ElementRef } from '@angular/core';
import { Component, computed, DestroyRef, inject, viewChild } from '@angular/core';
import { Router, RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { pagesAt, wingPages } from '../catalogue.ts';
import { Button } from '../shared/button.ts';
import { lookOften } from '../core/live/look-often.ts';
import { watchFromStart } from '../core/live/watch-from-start.ts';
import { CurrentUser } from '../core/session/current-user.ts';
import { Health } from '../shared/health/health.ts';
import { Shortcuts } from '../core/page/shortcuts.ts';
import { count } from '../shared/format.ts';
import { Icon } from '../shared/icon.ts';
import { trackPageArrivals } from './page-arrivals.ts';
import { Banners } from './health/banners.ts';
import { WaitingApprovals } from '../core/live/waiting-approvals.ts';
import { HealthCard } from './health/health-card.ts';
import { healthLine } from './health/health-line.ts';
import { Logo } from '../shared/logo.ts';
import { OfferedPages } from './offered-pages.ts';
import { PersonMenu } from './person-menu.ts';
import { ShellActions } from './shell-actions.ts';
import type { PageAlert, WingPage } from '../shared/wing.ts';

type LinkedPage = Pick<WingPage, 'path' | 'title' | 'icon' | 'right' | 'alert'>;
type Link = Omit<LinkedPage, 'alert'> & { readonly alert: PageAlert | null };

/** Links between that to the jobs and those to pages that only some people use. */
const LINKS: readonly LinkedPage[] = [
  ...pagesAt('work'),
  { path: 'queue', title: 'Queue', icon: 'layers' },
  { path: 'runners', title: 'Runners', icon: 'server' },
  { path: 'storage', title: 'Storage', icon: 'hard-drive' },
  { path: 'audit', title: 'Audit', icon: 'file-text' },
  ...pagesAt('system'),
];

/** Frame of every page: navigation, health, banners and shortcuts. */
@Component({
  selector: 'rp-shell',
  imports: [Banners, HealthCard, Icon, Logo, Button, RouterLink, RouterLinkActive, RouterOutlet, PersonMenu],
  templateUrl: './shell.html',
  styleUrl: './shell.css',
  host: { '(document:keydown)': 'palette($event)' },
})
export class Shell {
  private readonly actions = inject(ShellActions);
  private readonly main = viewChild.required<ElementRef<HTMLElement>>('main');
  private readonly health = inject(Health);
  private readonly user = inject(CurrentUser);
  protected readonly pages = inject(OfferedPages);
  protected readonly links: readonly Link[] = LINKS.map((page) => ({
    ...page,
    alert: page.alert ? inject(page.alert) : null,
  }));
  protected readonly alerting = computed(() => this.links.filter(({ alert }) => alert && alert.count() > 0));
  protected readonly whyNotSubmit = computed(() => this.user.whyNot('submit'));
  protected readonly approvals = inject(WaitingApprovals);
  protected readonly line = computed(() =>
    healthLine({
      live: this.health.live.state(),
      banners: this.health.banners(),
      projection: this.health.projection(),
    }),
  );
  protected readonly total = computed(() => {
    const total = this.health.summary()?.total;
    return total === undefined ? '' : count(total);
  });

  constructor() {
    lookOften(() => void this.user.refresh()); // a role may be changed
    void watchFromStart();
    inject(Shortcuts).add(inject(DestroyRef), [
      { keys: 'g j', label: 'Jobs', group: 'Everywhere', run: () => this.actions.jobs() },
      { keys: 'g a', label: 'Audit', group: 'Everywhere', run: () => this.actions.audit() },
      { keys: 'g q', label: 'Queue', group: 'Everywhere', run: () => this.actions.queue() },
      { keys: 'g r', label: 'Runners', group: 'Everywhere', run: () => this.actions.runners() },
      { keys: 'g d', label: 'Storage', group: 'Everywhere', run: () => this.actions.storage() },
      ...wingPages.map((page) => ({
        keys: page.keys,
        label: page.title,
        group: 'Everywhere',
        isOffered: () => this.pages.has(page),
        run: () => this.actions.open(page.path),
      })),
      {
        keys: 'g u',
        label: 'Account',
        group: 'Everywhere',
        isOffered: () => this.pages.has('account'),
        run: () => this.actions.account(),
      },
      {
        keys: 'n',
        label: 'New job',
        group: 'Everywhere',
        isOffered: () => this.pages.has('new-job'),
        run: () => this.actions.newJob(),
      },
      { keys: 't', label: 'Switch times: ago or clock', group: 'Everywhere', run: () => this.actions.times() },
      { keys: '?', label: 'This list', group: 'Everywhere', run: () => this.actions.keys() },
    ]);
    trackPageArrivals();
    inject(Router).initialNavigation();
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
