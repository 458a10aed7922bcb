import { Component, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { RetentionStep } from '@reprise/contracts';
import { Api } from '../../core/api/api.ts';
import { messageOf } from '../../core/problem.ts';
import { bytes } from '../../shared/format.ts';

type Paths = readonly { readonly path: string; readonly bytes: number }[];

/**
 * Shows the files that rules would delete: the job, the rule and the size and, on request, the paths, which come from
 * the runner with the files.
 */
@Component({
  selector: 'rp-retention-steps',
  imports: [RouterLink],
  template: `
    <table class="sums">
      <thead class="vh">
        <tr>
          <th scope="col">Sample</th>
          <th scope="col">Rule</th>
          <th scope="col">Bytes</th>
        </tr>
      </thead>
      <tbody>
        @for (step of steps(); track step.job.job_id) {
          <tr>
            <th scope="row">
              <a class="link" [routerLink]="['/jobs', step.job.job_id]">{{ step.job.sample_name }}</a>
            </th>
            <td class="t2 small">
              {{ step.rule }}
              <details (toggle)="$any($event.target).open && read(step)">
                <summary class="link">Paths</summary>
                @let found = paths()[step.job.job_id];
                @if (typeof found === 'string') {
                  {{ found }}
                } @else {
                  <ul>
                    @for (each of found; track each.path) {
                      <li>
                        <code>{{ each.path }}</code> {{ bytes(each.bytes) }}
                      </li>
                    } @empty {
                      <li>Nothing to delete.</li>
                    }
                  </ul>
                }
              </details>
            </td>
            <td class="num">{{ step.bytes === null ? 'not measured' : bytes(step.bytes) }}</td>
          </tr>
        }
      </tbody>
    </table>
  `,
  styleUrl: './storage-page.css',
})
export class RetentionSteps {
  private readonly api = inject(Api);
  readonly steps = input.required<readonly RetentionStep[]>();
  /** Paths of each job, or why they are unavailable. */
  protected readonly paths = signal<Readonly<Record<string, Paths | string>>>({});
  protected readonly bytes = bytes;

  protected async read({ job, what }: RetentionStep): Promise<void> {
    const show = (found: Paths | string) => this.paths.update((all) => ({ ...all, [job.job_id]: found }));
    show('counting…');
    const left = job.left !== null && { storage_id: job.storage_id };
    await this.api.commandPreview(job.job_id, 'clean', { what, ...left }).then(
      (preview) => show(preview.paths),
      (error: unknown) => show(messageOf(error)),
    );
  }
}
