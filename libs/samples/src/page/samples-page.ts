import { Component, computed, effect, inject, resource, signal, untracked } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { UploadedSample } from '../contract/index.ts';
import { Button, IconButton } from '@reprise/web/shared/parts/button.ts';
import { CurrentUser, personOf } from '@reprise/web/core/session/current-user.ts';
import { lastValue } from '@reprise/web/core/last-value.ts';
import { Live } from '@reprise/web/core/live/live.ts';
import { PageHeading } from '@reprise/web/core/page/page-heading.ts';
import { PageState } from '@reprise/web/core/page/page-state.ts';
import { Toasts } from '@reprise/web/core/page/toasts.ts';
import { messageOf } from '@reprise/web/core/problem.ts';
import { Sheets } from '@reprise/web/core/sheets.ts';
import { UploadApi } from './upload-api.ts';
import { Actor } from '@reprise/web/shared/people/actor.ts';
import { RequiredReasons } from '@reprise/web/commands/reasons/required-reasons.ts';
import { confirm } from '@reprise/web/shared/parts/confirm-dialog.ts';
import { TargetDialog, type TargetDialogData } from '@reprise/web/shared/form/target-dialog.ts';
import { bytes, count, plural } from '@reprise/web/shared/format.ts';
import { Icon } from '@reprise/web/shared/parts/icon.ts';
import { LoadError } from '@reprise/web/shared/reading/load-error.ts';
import { poll } from '@reprise/web/shared/reading/poll.ts';
import { When } from '@reprise/web/shared/parts/when.ts';
import { Chosen } from './chosen.ts';
import { DropZone } from './drop-zone.ts';
import { GroupPanel } from './groups/group-panel.ts';
import { sampleGroups, type SampleGroup } from './groups/sample-group.ts';
import { transferOf, uploadRows, uploadsSummary, type UploadRow } from './groups/upload-row.ts';
import { notTaken, type ChosenFiles } from './chosen-files.ts';
import { Transfers } from './transfer/transfers.ts';

/** Uploads, grouped into samples by name, and existing samples. */
@Component({
  selector: 'rp-samples-page',
  imports: [Actor, DropZone, GroupPanel, Icon, LoadError, Button, IconButton, PageHeading, RouterLink, When],
  templateUrl: './samples-page.html',
  styleUrl: './samples-page.css',
})
export class SamplesPage {
  private readonly api = inject(UploadApi);
  private readonly sheets = inject(Sheets);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly user = inject(CurrentUser);
  private readonly requiredReasons = inject(RequiredReasons);
  protected readonly maySubmit = computed(() => this.user.whyNot('submit') === null);
  protected readonly whyNotUpload = computed(() => this.user.whyNotRoute('POST /api/uploads'));
  protected readonly transfers = inject(Transfers);
  protected readonly read = resource({
    loader: async () => {
      const [uploads, samples] = await Promise.all([this.api.list(), this.api.samples()]);
      return { uploads, samples };
    },
  });
  private readonly last = lastValue(this.read);
  protected readonly isRead = computed(() => this.last() !== null);
  private readonly uploads = computed(() => this.last()?.uploads.items ?? []);
  protected readonly space = computed(() => this.last()?.uploads.space ?? null);
  protected readonly samples = computed(() => this.last()?.samples.items ?? []);
  protected readonly error = computed(() => (this.read.error() ? messageOf(this.read.error()) : ''));
  private readonly names = signal<ReadonlyMap<string, string>>(new Map());
  private readonly rows = computed(() => {
    const actor = this.user.session()?.actor;
    const isMine = (by: string) => actor === undefined || personOf(by) === personOf(actor);
    return uploadRows(this.uploads(), this.transfers.all(), isMine);
  });
  protected readonly groups = computed(() => {
    const others = new Set(this.samples().map(({ name }) => name));
    return sampleGroups(this.rows(), this.names(), others);
  });
  /** Sentence about rejected files. */
  protected readonly notice = signal('');
  /** Why groups were rejected, by key. */
  protected readonly refusals = signal<ReadonlyMap<string, string>>(new Map());
  /** Group that is becoming a sample. */
  protected readonly making = signal('');
  private readonly ready = computed(() => this.groups().filter(({ isReady }) => isReady));
  protected readonly chosenGroups = new Chosen<SampleGroup>(this.ready, ({ key }) => key);
  protected readonly chosenSamples = new Chosen<UploadedSample>(this.samples, ({ sample_id }) => sample_id);
  protected readonly plural = plural;
  protected readonly bytes = bytes;
  protected readonly count = count;
  /** Announces state changes to screen readers, but not every percent. */
  protected readonly summary = computed(() => {
    const rows = this.rows();
    if (rows.length === 0) return '';
    return uploadsSummary(rows.map(({ state }) => state));
  });

  constructor() {
    inject(PageState).show('Samples');
    inject(Live).follow(null);
    poll(() => this.read.reload());
    // Immediately shows what was started or has ended.
    effect(() => {
      this.transfers.active();
      untracked(() => this.read.reload());
    });
  }

  protected take(chosen: ChosenFiles): void {
    this.notice.set(notTaken(chosen, this.transfers.add(chosen.files, this.uploads())));
  }

  protected rename(group: SampleGroup, name: string): void {
    this.names.update((names) => new Map(names).set(group.key, name));
  }

  protected async remove(row: UploadRow): Promise<void> {
    const remove = async (body: { reason?: string }) => {
      const transfer = transferOf(row, this.transfers.all());
      if (transfer) await this.transfers.drop(transfer);
      const id = row.uploadId ?? transfer?.uploadId() ?? null;
      if (id !== null) await this.api.remove(id, body);
    };
    const isOnServer = (row.uploadId ?? transferOf(row, this.transfers.all())?.uploadId() ?? null) !== null;
    const isWhole = ['ready', 'checking', 'rejected'].includes(row.state);
    const lead = !isOnServer
      ? 'Nothing of it was sent yet.'
      : isWhole
        ? 'The uploaded file is deleted from the server.'
        : 'What was sent of it so far is deleted.';
    const asked = { title: `Remove ${row.name}?`, lead, verb: 'Remove' };
    if (isOnServer)
      return this.delete({ ...asked, isReasonRequired: this.requiredReasons.has('delete_upload'), send: remove });
    const agreed = await confirm(this.sheets, { ...asked, stay: 'Keep it', icon: 'trash', destructive: true });
    if (agreed) await this.attempt(() => remove({}));
  }

  /** Creates a sample from a group. With `use`, opens the form of a new job for it. */
  protected async make(group: SampleGroup, use: boolean): Promise<void> {
    const [sample] = await this.makeAll([group]);
    if (!sample) return;
    if (use) return this.use(sample);
    this.toasts.say(`The sample ${sample.name} can be used in jobs.`);
  }

  /** Creates samples from the selected groups. With `sheet`, opens a samplesheet with them. */
  protected async makeChosen(sheet: boolean): Promise<void> {
    const groups = this.chosenGroups.items();
    const samples = await this.makeAll(groups);
    const failed = groups.length - samples.length;
    if (sheet && failed === 0) return this.openSheet(samples);
    if (samples.length === 0) return;
    for (const sample of samples) if (!this.chosenSamples.has(sample)) this.chosenSamples.toggle(sample);
    const words = `${plural(samples.length, 'sample')} can be used in jobs`;
    this.toasts.say(failed ? `${words}. ${plural(failed, 'group')} could not become one: see there.` : `${words}.`);
  }

  /**
   * Creates a sample from each group, one after the other. A group that is rejected shows the reason, and the next one
   * follows.
   */
  private async makeAll(groups: readonly SampleGroup[]): Promise<UploadedSample[]> {
    const made: UploadedSample[] = [];
    if (this.making()) return made;
    this.refusals.set(new Map());
    for (const { key, name, rows } of groups) {
      this.making.set(key);
      try {
        made.push(await this.api.make({ name, upload_ids: rows.flatMap(({ row }) => row.uploadId ?? []) }));
        this.names.update((names) => new Map([...names].filter(([named]) => named !== key)));
      } catch (error) {
        this.refusals.update((all) => new Map(all).set(key, messageOf(error).replaceAll('upload_ids: ', '')));
      }
    }
    this.making.set('');
    this.read.reload();
    return made;
  }

  /** Opens a samplesheet with samples, to complete and submit. */
  protected async openSheet(samples: readonly UploadedSample[]): Promise<void> {
    const sample_ids = samples.map(({ sample_id }) => sample_id);
    await this.router.navigate(['/new/samplesheet'], { state: { sample_ids } });
  }

  protected async use({ name, input_dir }: UploadedSample): Promise<void> {
    await this.router.navigate(['/new'], { queryParams: { sample: name, folder: input_dir } });
  }

  protected async removeSample({ sample_id, name }: UploadedSample): Promise<void> {
    await this.delete({
      title: `Delete ${name}?`,
      lead: 'Its files are deleted from the server. Jobs that used it keep their results; a rerun of them is refused unless it keeps those.',
      verb: 'Delete',
      isReasonRequired: this.requiredReasons.has('delete_sample'),
      send: (body) => this.api.removeSample(sample_id, body),
    });
  }

  private async delete(asked: Omit<TargetDialogData, 'icon' | 'note' | 'deletes'>): Promise<void> {
    const data: TargetDialogData = { ...asked, icon: 'trash', note: 'kept in the audit trail', deletes: true };
    await this.sheets.open(TargetDialog, data, { label: asked.title });
    this.read.reload();
  }

  private async attempt(change: () => Promise<unknown>): Promise<void> {
    try {
      await change();
    } catch (error) {
      this.toasts.say(messageOf(error));
    }
    this.read.reload();
  }
}
