import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Button } from '../shared/parts/button.ts';
import { CurrentUser } from '../core/session/current-user.ts';
import { Live } from '../core/live/live.ts';
import { whyNot, type Permission } from '../core/session/may.ts';
import { PageHeading } from '../core/page/page-heading.ts';
import { PageState } from '../core/page/page-state.ts';
import { Icon } from '../shared/parts/icon.ts';

/** Replaces a page that the user may not open, and says why. */
@Component({
  selector: 'rp-not-allowed',
  imports: [Icon, Button, PageHeading, RouterLink],
  template: `<div class="empty">
    <rp-icon class="xl" name="shield-x" />
    <h1 rpPageHeading>You may not use this page</h1>
    <p>{{ why() }}</p>
    <div class="row"><a matButton="outlined" routerLink="/jobs">Go to the jobs</a></div>
  </div>`,
})
export class NotAllowed {
  private readonly user = inject(CurrentUser);
  /** Command or route that the page requires. */
  readonly denied = input.required<Permission>();
  protected readonly why = computed(() => whyNot(this.user, this.denied()) ?? '');

  constructor() {
    inject(PageState).show('Not allowed');
    inject(Live).follow(null);
  }
}
