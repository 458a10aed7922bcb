import { Component } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { injectSheet } from '../../core/sheets.ts';

/** Asks before what was filled in is thrown away; answers true where it may be. */
@Component({
  selector: 'rp-leave-dialog',
  imports: [MatButton],
  host: { class: 'dlg' },
  template: `
    <header>
      <h2>Leave without submitting?</h2>
      <p>What you filled in for this job is lost then. Nothing has been submitted.</p>
    </header>
    <footer>
      <button matButton="outlined" type="button" (click)="close()">Keep editing</button>
      <button matButton="filled" class="del" type="button" (click)="close(true)">Leave</button>
    </footer>
  `,
})
export class LeaveDialog {
  protected readonly close = injectSheet<null, boolean>().close;
}
