import { Component, computed, inject, input, resource } from '@angular/core';
import type { NamedInput } from '@reprise/contracts';
import { Button } from '../../../shared/parts/button.ts';
import { CurrentUser } from '../../../core/session/current-user.ts';
import { NamedInputApi } from '../../../core/api/named-input-api.ts';
import { Sheets } from '../../../core/sheets.ts';
import { Icon } from '../../../shared/parts/icon.ts';
import type { JobForm } from '../form/job-form.ts';
import { chosen, fitting, filledPaths } from './fitting.ts';
import { NamedInputsDialog, type NamedInputsDialogData } from './named-inputs-dialog.ts';

/** Selects registered inputs by name, which fills in their parameters. Also opens the list of all inputs. */
@Component({
  selector: 'rp-named-input-picker',
  imports: [Icon, Button],
  template: `
    <label class="lbl" for="rp-named">Registered inputs <span class="t3 optional">optional</span></label>
    <div class="row">
      <span class="pick">
        <select
          class="inp form"
          id="rp-named"
          aria-describedby="rp-named-hint"
          (change)="take($any($event.target).value)"
        >
          <option value="" [selected]="!picked()">
            {{ offered().length ? 'Choose' : 'None for this pipeline yet' }}
          </option>
          @for (one of offered(); track one.input_id) {
            <option [value]="one.input_id" [selected]="picked()?.input_id === one.input_id">{{ one.name }}</option>
          }
        </select>
        <rp-icon name="chevron-down" />
      </span>
      <button matButton="outlined" class="all" type="button" (click)="open()">
        <rp-icon name="list" />{{ mayRegister() ? 'Register' : 'Show all' }}
      </button>
    </div>
    <p class="hint" id="rp-named-hint">
      @if (picked(); as one) {
        @for (param of params(one); track param.name) {
          <span class="mono path">{{ param.name }} {{ param.value }}</span>
        }
      } @else {
        References, capture kits and folders that {{ mayRegister() ? 'were' : 'an admin' }} registered once, for
        everybody.
      }
    </p>
  `,
  styles: `
    :host {
      display: block;
    }
    .pick {
      flex: 1;
      min-width: 0;
    }
    .all {
      --mat-button-outlined-container-height: 36px;
      flex: none;
    }
    .path {
      display: block;
      overflow-wrap: anywhere;
    }
  `,
})
export class NamedInputPicker {
  private readonly api = inject(NamedInputApi);
  private readonly sheets = inject(Sheets);
  private readonly user = inject(CurrentUser);
  readonly form = input.required<JobForm>();
  private readonly list = resource({ loader: () => this.api.list() });
  private readonly all = computed(() => (this.list.hasValue() ? this.list.value().items : []));
  protected readonly offered = computed(() => fitting(this.all(), this.form().fields()));
  protected readonly picked = computed(() => chosen(this.offered(), this.form().values()));

  protected readonly mayRegister = computed(() => this.user.whyNotRoute('POST /api/inputs/named') === null);

  protected params = ({ params }: NamedInput) => Object.entries(params).map(([name, value]) => ({ name, value }));

  protected take(id: string): void {
    const one = this.offered().find(({ input_id }) => input_id === id);
    for (const field of one ? this.form().fields() : []) {
      const value = one?.params[field.name];
      if (value !== undefined) this.form().set(field, value);
    }
  }

  protected async open(): Promise<void> {
    const data: NamedInputsDialogData = {
      inputs: this.all(),
      paths: filledPaths(this.form().fields(), this.form().values()),
    };
    await this.sheets.open(NamedInputsDialog, data, { label: 'Registered inputs', width: '640px' });
    this.list.reload();
  }
}
