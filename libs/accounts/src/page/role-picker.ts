import { Component, computed, input, model } from '@angular/core';
import type { Role } from '@reprise/contracts';
import { roleRights, rolesUpTo, roleWord } from '@reprise/web/shared/people/role-text.ts';

let last = 0;

/** Choice of a role, up to the user's own. Shows the additional rights of each role. */
@Component({
  selector: 'rp-role-picker',
  template: `<fieldset>
    <legend class="lbl">Role</legend>
    @for (each of roles(); track each) {
      <label>
        <input type="radio" [name]="name" [value]="each" [checked]="each === role()" (change)="role.set(each)" />
        <span class="two"
          ><span>{{ roleWord(each) }}</span
          ><span>{{ roleRights(each) }}</span></span
        >
      </label>
    }
  </fieldset>`,
  styles: `
    fieldset {
      display: grid;
      gap: 6px;
      min-width: 0;
      margin: 0;
      padding: 0;
      border: 0;
    }
    label {
      display: flex;
      align-items: center;
      gap: 10px;
      min-height: 40px;
      cursor: pointer;
    }
  `,
})
export class RolePicker {
  protected readonly name = `rp-role-${++last}`;
  readonly most = input<Role>('admin');
  readonly role = model.required<Role>();
  protected readonly roles = computed(() => rolesUpTo(this.most()));
  protected readonly roleWord = roleWord;
  protected readonly roleRights = roleRights;
}
