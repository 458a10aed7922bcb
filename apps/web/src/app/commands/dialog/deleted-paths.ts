import { Component, input } from '@angular/core';
import type { CleanPreview } from '@reprise/contracts';
import { bytes } from '../../shared/format.ts';

/** Paths that a command deletes. They are collapsed under a summary. */
@Component({
  selector: 'details[rpDeletedPaths]',
  template: `
    <summary class="link">Show {{ paths().length === 1 ? 'the path' : 'the paths' }}</summary>
    <ul>
      @for (each of paths(); track each.path) {
        <li>
          <code class="small">{{ each.path }}</code>&ngsp;<span class="small t3">{{ size(each.bytes) }}</span>
        </li>
      }
    </ul>
  `,
  styles: `
    ul {
      max-height: 160px;
      margin-top: 6px;
      overflow: auto;
    }
    code {
      overflow-wrap: anywhere;
    }
  `,
})
export class DeletedPaths {
  readonly paths = input.required<CleanPreview['paths']>();
  protected readonly size = bytes;
}
