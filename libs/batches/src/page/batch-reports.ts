import { Component, computed, inject, input, linkedSignal, resource } from '@angular/core';
import { RouterLink } from '@angular/router';
import { messageOf } from '@reprise/web/core/problem.ts';
import { plural } from '@reprise/web/shared/format.ts';
import { Button } from '@reprise/web/shared/parts/button.ts';
import { Icon } from '@reprise/web/shared/parts/icon.ts';
import type { BatchFile } from '../contract/index.ts';
import { BatchApi } from './batch-api.ts';

/** Reports of the jobs of a batch, by title. They are read on demand, because that lists the files of all jobs. */
@Component({
  selector: 'rp-batch-reports',
  imports: [Button, Icon, RouterLink],
  templateUrl: './batch-reports.html',
  styleUrl: './batch-reports.css',
})
export class BatchReports {
  private readonly api = inject(BatchApi);
  readonly id = input.required<string>();
  protected readonly asked = linkedSignal<string, boolean>({ source: this.id, computation: () => false });
  protected readonly files = resource({
    params: () => (this.asked() ? this.id() : undefined),
    loader: ({ params: id }) => this.api.files(id),
  });
  protected readonly error = computed(() => (this.files.error() ? messageOf(this.files.error()) : ''));
  /** Number of completed jobs whose results cannot be read, or only some of them. */
  protected readonly unread = computed(() =>
    this.files.hasValue() ? this.files.value().missing.filter(({ has_completed }) => has_completed).length : 0,
  );
  protected readonly plural = plural;
  protected readonly groups = computed(() => {
    const groups = new Map<string, BatchFile[]>();
    for (const file of this.files.hasValue() ? this.files.value().items : [])
      if (file.report !== null) groups.set(file.report, [...(groups.get(file.report) ?? []), file]);
    return [...groups].map(([title, reports]) => ({ title, reports }));
  });
}
