import { Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Button } from '../shared/parts/button.ts';
import { Live } from '../core/live/live.ts';
import { PageState } from '../core/page/page-state.ts';
import { Icon } from '../shared/parts/icon.ts';
import { PageHeading } from '../core/page/page-heading.ts';

@Component({
  selector: 'rp-not-found',
  imports: [Icon, Button, RouterLink, PageHeading],
  template: `<div class="empty">
    <rp-icon class="xl" name="search" />
    <h1 rpPageHeading>There is no such page</h1>
    <p>The address may be incomplete.</p>
    <div class="row"><a matButton="outlined" routerLink="/jobs">Go to the jobs</a></div>
  </div>`,
})
export class NotFound {
  constructor() {
    inject(PageState).show('Not found');
    inject(Live).follow(null); // the shell gets its state through it
  }
}
