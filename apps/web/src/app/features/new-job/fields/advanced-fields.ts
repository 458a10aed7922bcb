import { booleanAttribute, Component, computed, input } from '@angular/core';
import { plural } from '../../../shared/format.ts';
import { Icon } from '../../../shared/parts/icon.ts';
import type { JobForm } from '../form/job-form.ts';
import { LaunchFields } from './launch-fields.ts';
import { QueueFields } from './queue-fields.ts';
import { ResumeFields } from './resume-fields.ts';

/** The fields that few jobs need, and the button that shows or hides them. A rerun takes only parameters. */
@Component({
  selector: 'rp-advanced-fields',
  imports: [Icon, LaunchFields, QueueFields, ResumeFields],
  template: `
    @if (form().advanced() && !isRerun()) {
      <fieldset class="sec" [disabled]="disabled()">
        <legend class="row">
          <h2>Launch</h2>
          <span class="t3 small">how Nextflow is started{{ forEach() }}</span>
        </legend>
        <rp-launch-fields [form]="form()" />
      </fieldset>
      <fieldset class="sec" [disabled]="disabled()">
        <legend class="row">
          <h2>Queue</h2>
          <span class="t3 small">when {{ isMany() ? 'they are' : 'it is' }} started{{ forEach() }}</span>
        </legend>
        <rp-queue-fields [form]="form()" />
      </fieldset>
      <fieldset class="sec" [disabled]="disabled()">
        <legend class="row">
          <h2>Failures from outside</h2>
          <span class="t3 small">when {{ isMany() ? 'they resume' : 'it resumes' }} automatically{{ forEach() }}</span>
        </legend>
        <rp-resume-fields [form]="form()" />
      </fieldset>
    }
    @if (!isRerun() || form().hiddenCount()) {
      <button
        class="link row more"
        type="button"
        [attr.aria-expanded]="form().advanced()"
        (click)="form().advanced.set(!form().advanced())"
      >
        <rp-icon class="s" name="chevron-right" />{{
          form().advanced() ? 'Hide the advanced part' : 'Advanced: ' + hidden()
        }}
      </button>
    }
  `,
  styles: `
    :host {
      display: contents;
    }
    .sec {
      display: grid;
      gap: 12px;
      min-width: 0;
    }
    legend {
      padding: 0 0 12px;
    }
    .more {
      justify-self: start;
    }
    .more[aria-expanded='true'] rp-icon {
      rotate: 90deg;
    }
  `,
})
export class AdvancedFields {
  readonly form = input.required<JobForm>();
  readonly isRerun = input(false);
  /** Whether each row of a samplesheet becomes a job. */
  readonly isMany = input(false);
  readonly disabled = input(false, { transform: booleanAttribute });
  protected readonly forEach = computed(() => (this.isMany() ? ', the same for every row' : ''));
  /** Names of the fields behind the button. */
  protected readonly hidden = computed(() => {
    const count = this.form().hiddenCount();
    const others = count > 0 || this.isRerun() ? [plural(count, 'more parameter')] : [];
    return [...(this.isRerun() ? [] : ['launch options, queue, priority and resumes']), ...others].join(', ');
  });
}
