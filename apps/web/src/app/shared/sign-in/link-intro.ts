import { Component } from '@angular/core';
import { PageHeading } from '../../core/page/page-heading.ts';

/** Heading and instructions for a browser that needs the link with the server token. */
@Component({
  selector: 'rp-link-intro',
  imports: [PageHeading],
  template: `
    <h1 rpPageHeading>Open Reprise with its link</h1>
    <p class="t2">
      The command that started Reprise printed a link that holds a token. Open that link once in this browser, or paste
      the token here. It is also in the file <span class="mono">admin.token</span> of the data folder.
    </p>
  `,
  styles: `
    :host {
      display: contents;
    }
  `,
})
export class LinkIntro {}
