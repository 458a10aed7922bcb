import { Component, computed, input } from '@angular/core';
import type { ScriptCheck, ScriptError } from '@reprise/contracts';
import { plural } from '../../shared/format.ts';
import { Icon } from '../../shared/parts/icon.ts';

/** Maximum number of errors shown for one Nextflow, because further errors often follow from these. */
const SHOWN = 5;

/** Errors that prevent a pipeline from compiling, each with the line that it points to. */
@Component({
  selector: 'rp-compile-errors',
  imports: [Icon],
  template: `
    @for (check of failed(); track check.version) {
      <div class="note badb" role="status">
        <rp-icon name="triangle-alert" />
        <div class="grow">
          <p>
            <b class="strong">This pipeline does not compile with Nextflow {{ check.version }}.</b> A job fails as it
            starts on a runner with that version.
          </p>
          @for (error of check.errors; track $index) {
            <p>
              <span class="mono">{{ error.place }}</span>: {{ error.message }}
            </p>
            @if (error.code; as code) {
              <pre class="log" role="region" tabindex="0" [attr.aria-label]="error.place">{{ code }}</pre>
            }
          }
          @if (check.more; as more) {
            <p>{{ more }}</p>
          }
        </div>
      </div>
    }
  `,
})
export class CompileErrors {
  readonly checks = input.required<readonly ScriptCheck[]>();
  protected readonly failed = computed(() =>
    this.checks()
      .filter(({ errors }) => errors.length > 0)
      .map(({ nextflow_version: version, errors }) => ({
        version,
        errors: errors.slice(0, SHOWN).map((error) => ({
          place: placeOf(error),
          message: error.message,
          code: codeOf(error),
        })),
        more: errors.length > SHOWN ? `And ${plural(errors.length - SHOWN, 'more error')}.` : '',
      })),
  );
}

const placeOf = ({ file, line, column }: ScriptError): string =>
  [file, line, column].filter((part) => part !== null).join(':');

/** Returns the line and, below it, a marker under the column; null if the line is unknown. */
function codeOf({ source, column }: ScriptError): string | null {
  if (source === null) return null;
  if (column === null) return source;
  // Tabs are preserved, so that the marker is below its column.
  const before = source.slice(0, column - 1).replaceAll(/[^\t]/g, ' ');
  return `${source}\n${before.padEnd(column - 1)}^`;
}
