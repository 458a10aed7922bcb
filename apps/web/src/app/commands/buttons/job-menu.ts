import { booleanAttribute, Component, input } from '@angular/core';
import type { JobView } from '@reprise/contracts';
import { IconButton } from '../../shared/parts/button.ts';
import { Icon } from '../../shared/parts/icon.ts';
import { OpensMenu } from '../../shared/menu/opens-menu.ts';
import { MissingPart } from '../../shared/missing/missing-part.ts';
import { JobMenuItems } from './job-menu-items.ts';

/** Button that opens the menu of further commands for a job. */
@Component({
  selector: 'rp-job-menu',
  imports: [Icon, JobMenuItems, IconButton, MissingPart, OpensMenu],
  template: `
    <button
      matIconButton
      type="button"
      [class.framed]="framed()"
      [class.s]="!framed()"
      [attr.aria-label]="'More for ' + job().sample_name"
      title="More"
      rpOpensMenu
      #opener="rpOpensMenu"
    >
      <rp-icon name="ellipsis" />
    </button>
    @defer (when opener.isWanted()) {
      <rp-job-menu-items [job]="job()" [button]="opener" />
    } @error {
      <rp-missing-part [asked]="opener.asked()" />
    }
  `,
})
export class JobMenu {
  readonly job = input.required<JobView>();
  readonly framed = input(false, { transform: booleanAttribute });
}
