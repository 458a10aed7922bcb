import { Component, computed, inject, input } from '@angular/core';
import { People } from '../../shared/people/people.ts';
import { RouterLink } from '@angular/router';
import type { StorageView, StoredJob } from '@reprise/contracts';
import { Button } from '../../shared/parts/button.ts';
import { CurrentUser } from '../../core/session/current-user.ts';
import { bytes, plural } from '../../shared/format.ts';
import { Icon } from '../../shared/parts/icon.ts';
import { OFFERED_BULK } from '../../shared/wings/offered-bulk.ts';
import { jobBytes, leftByStorage, notCleanable, type LeftOnStorage } from './storage-text.ts';

/** Files that reruns left on other runners, by runner, with a button per runner that deletes them. */
@Component({
  selector: 'rp-left-files',
  imports: [Icon, Button, RouterLink],
  templateUrl: './left-files.html',
  styleUrl: './storage-page.css',
})
export class LeftFilesPanel {
  protected readonly bulk = inject(OFFERED_BULK);
  readonly jobs = input.required<readonly StoredJob[]>();
  readonly disks = input.required<StorageView['disks']>();
  protected readonly whyNot = inject(CurrentUser).whyNot('clean');
  private readonly people = inject(People);
  protected readonly groups = computed(() => leftByStorage(this.jobs(), this.disks(), (id) => this.people.runner(id)));
  protected readonly bytes = bytes;
  protected readonly plural = plural;
  protected readonly jobBytes = jobBytes;
  protected readonly notCleanable = notCleanable;

  /** Deletes the files left on one storage, after a confirmation. */
  protected async clean({ storage_id, runner, cleanable }: LeftOnStorage): Promise<void> {
    if (cleanable.length === 0) return;
    await this.bulk?.send({
      action: 'clean',
      allowing: cleanable.length,
      count: cleanable.length,
      target: { job_ids: cleanable.map(({ job_id }) => job_id) },
      settled: {
        body: { storage_id },
        lead: `Files of earlier attempts on ${runner} are deleted for good: their work dirs and results. Those of the latest runs are kept.`,
      },
    });
  }
}
