import { booleanAttribute, Component, computed, inject, input } from '@angular/core';
import { initialsOf } from '@reprise/contracts/initials';
import { CurrentUser } from '../core/session/current-user.ts';
import { Icon } from '../shared/parts/icon.ts';
import { OpensMenu } from '../shared/menu/opens-menu.ts';
import { MissingPart } from '../shared/missing/missing-part.ts';
import { roleWord } from '../shared/people/role-text.ts';
import { PersonMenuItems } from './person-menu-items.ts';

/** The signed-in user, with a menu. */
@Component({
  selector: 'rp-person-menu',
  imports: [Icon, MissingPart, OpensMenu, PersonMenuItems],
  templateUrl: './person-menu.html',
  styleUrl: './person-menu.css',
})
export class PersonMenu {
  /** Shows only the avatar. */
  readonly compact = input(false, { transform: booleanAttribute });
  private readonly user = inject(CurrentUser);
  protected readonly name = computed(() => this.user.session()?.name ?? '');
  protected readonly initials = computed(() => initialsOf(this.name()));
  protected readonly role = computed(() => {
    const session = this.user.session();
    if (!session) return '';
    return session.kind === 'machine' ? 'By the token of the server' : roleWord(session.role);
  });
}
