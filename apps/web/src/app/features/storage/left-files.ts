import { Component, computed, inject, input } from '@angular/core';
import { People } from '../../shared/people/people.ts';
import { RouterLink } from '@angular/router';
import type { BulkView } from '@reprise/bulk/contract';
import type { StorageView, StoredJob } from '@reprise/contracts';
import { Button } from '../../shared/button.ts';
import { BulkDialog, type BulkDialogData } from '../../commands/bulk/bulk-dialog.ts';
import { FollowedBulk } from '../../commands/bulk/followed-bulk.ts';
import { RequiredReasons } from '../../commands/reasons/required-reasons.ts';
import { CurrentUser } from '../../core/session/current-user.ts';
import { Sheets } from '../../core/sheets.ts';
import { bytes, plural } from '../../shared/format.ts';
import { Icon } from '../../shared/icon.ts';
import { jobBytes, leftByStorage, notCleanable, type LeftOnStorage } from './storage-words.ts';

/** Files that reruns left on other runners, by runner, and a button that deletes those of each. */
@Component({
  selector: 'rp-left-files',
  imports: [Icon, Button, RouterLink],
  templateUrl: './left-files.html',
  styleUrl: './storage-page.css',
})
export class LeftFilesPanel {
  private readonly sheets = inject(Sheets);
  private readonly requiredReasons = inject(RequiredReasons);
  private readonly followed = inject(FollowedBulk);
  readonly jobs = input.required<readonly StoredJob[]>();
  readonly disks = input.required<StorageView['disks']>();
  protected readonly whyNot = inject(CurrentUser).whyNot('clean');
  private readonly people = inject(People);
  protected readonly groups = computed(() => leftByStorage(this.jobs(), this.disks(), (id) => this.people.runner(id)));
  protected readonly bytes = bytes;
  protected readonly plural = plural;
  protected readonly jobBytes = jobBytes;
  protected readonly notCleanable = notCleanable;

  /** Deletes what is left on one storage, after a confirmation. */
  protected async clean({ storage_id, runner, cleanable }: LeftOnStorage): Promise<void> {
    await this.requiredReasons.known();
    if (this.sheets.isOpen || cleanable.length === 0) return;
    const data: BulkDialogData = {
      action: 'clean',
      allowing: cleanable.length,
      count: cleanable.length,
      target: { job_ids: cleanable.map(({ job_id }) => job_id) },
      settled: {
        body: { storage_id },
        lead: `Files of earlier attempts on ${runner} are deleted for good: their work dirs and results. Those of the latest runs are kept.`,
      },
    };
    const options = { label: `Clean ${plural(cleanable.length, 'job')}?`, alert: true };
    const started = await this.sheets.open<BulkView>(BulkDialog, data, options);
    if (started) this.followed.follow(started);
  }
}
