import { booleanAttribute, Component, computed, inject, input } from '@angular/core';
import { People } from './people.ts';
import { Icon } from '../parts/icon.ts';

/** Name of an actor, with the e-mail address or recorded id on hover; with `avatar`, initials or an icon before it. */
@Component({
  selector: 'rp-actor',
  imports: [Icon],
  template: `@if (avatar()) {
      <span class="av" aria-hidden="true">
        @if (name().initials) {
          {{ name().initials }}
        } @else {
          <rp-icon class="s" name="server" />
        }
      </span>
    }
    <span class="name" [title]="name().title">{{ name().text }}</span>`,
  styles: `
    :host([avatar]) {
      display: inline-flex;
      align-items: center;
      gap: 8px;
      min-width: 0;
    }
    :host([avatar]) .name {
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
  `,
})
export class Actor {
  private readonly people = inject(People);
  readonly actor = input.required<string>();
  readonly avatar = input(false, { transform: booleanAttribute });
  protected readonly name = computed(() => this.people.name(this.actor()));
}
