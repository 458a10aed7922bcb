import { Component, inject } from '@angular/core';
import { Session } from './core/session.ts';
import { Shell } from './shell/shell.ts';
import { SignIn } from './shell/sign-in.ts';

@Component({
  selector: 'app-root',
  imports: [Shell, SignIn],
  template: `@if (session.signedOut()) {
      <rp-sign-in />
    } @else {
      <rp-shell />
    }`,
})
export class App {
  protected readonly session = inject(Session);
}
