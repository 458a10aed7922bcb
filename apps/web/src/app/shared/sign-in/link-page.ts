import { Component, inject } from '@angular/core';
import { PageState } from '../../core/page/page-state.ts';
import { Logo } from '../parts/logo.ts';
import { LinkIntro } from './link-intro.ts';
import { TokenForm } from './token-form.ts';

/** Page for a browser without a session, if there are no accounts. */
@Component({
  selector: 'rp-link-page',
  imports: [LinkIntro, Logo, TokenForm],
  template: `<main>
    <rp-logo />
    <rp-link-intro />
    <rp-token-form />
  </main>`,
  styles: `
    main {
      display: grid;
      gap: 16px;
      max-width: 420px;
      margin: 14vh auto 24px;
      padding: 28px;
    }
  `,
})
export class LinkPage {
  constructor() {
    inject(PageState).show('Sign in');
  }
}
