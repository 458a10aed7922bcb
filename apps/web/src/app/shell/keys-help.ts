import { Component, computed, inject } from '@angular/core';
import { Button } from '../shared/parts/button.ts';
import { injectSheet } from '../core/inject-sheet.ts';
import { Shortcuts } from '../core/page/shortcuts.ts';

/** Dialog with the shortcuts of the open page. */
@Component({
  selector: 'rp-keys-help',
  imports: [Button],
  host: { class: 'dlg' },
  template: `
    <header><h2>Keyboard</h2></header>
    <div class="body">
      @for (group of groups(); track group.name) {
        <section>
          <h3 class="small t3">{{ group.name }}</h3>
          <dl>
            @for (shortcut of group.shortcuts; track shortcut.keys) {
              <div>
                <dt>{{ shortcut.label }}</dt>
                <dd>
                  @for (key of shortcut.keys.split(' '); track $index) {
                    <kbd>{{ key }}</kbd>
                  }
                </dd>
              </div>
            }
          </dl>
        </section>
      }
    </div>
    <footer><button matButton="outlined" type="button" (click)="close()">Close</button></footer>
  `,
  styles: `
    :host {
      display: block;
    }
    .body {
      grid-template-columns: repeat(auto-fit, minmax(220px, 1fr));
      gap: 20px 32px;
    }
    dl > div {
      display: flex;
      justify-content: space-between;
      gap: 12px;
      padding: 6px 0;
      border-bottom: 1px solid var(--rp-line);
    }
    dd {
      display: flex;
      gap: 4px;
    }
    kbd {
      color: var(--rp-text-2);
    }
  `,
})
export class KeysHelp {
  private readonly shortcuts = inject(Shortcuts);
  protected readonly close = injectSheet<null, undefined>().close;
  protected readonly groups = computed(() => {
    const names = [...new Set(this.shortcuts.offered().map(({ group }) => group))];
    const palette = { keys: 'Ctrl K', label: 'Commands and jobs', group: 'Everywhere', run: () => undefined };
    return names.map((name) => ({
      name,
      shortcuts: [
        ...(name === 'Everywhere' ? [palette] : []),
        ...this.shortcuts.offered().filter(({ group }) => group === name),
      ],
    }));
  });
}
