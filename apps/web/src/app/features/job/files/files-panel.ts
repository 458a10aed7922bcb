import { Component, computed, inject, input, linkedSignal, resource } from '@angular/core';
import type { FileView } from '@reprise/contracts';
import { Button } from '../../../shared/parts/button.ts';
import { Api } from '../../../core/api/api.ts';
import { CopyButton } from '../../../shared/parts/copy-button.ts';
import { bytes, plural } from '../../../shared/format.ts';
import { Icon } from '../../../shared/parts/icon.ts';
import { OFFERED_RECORDS } from '../../../shared/wings/offered-records.ts';
import { resultUrl, zipUrl } from '../../../shared/results/result-urls.ts';
import { FilePreview } from './file-preview.ts';
import { previewKind } from './preview-kind.ts';

/** Results of an attempt: names, kinds, sizes, checksums, previews and downloads. */
@Component({
  selector: 'rp-files-panel',
  imports: [CopyButton, FilePreview, Icon, Button],
  templateUrl: './files-panel.html',
  styleUrl: './files-panel.css',
})
export class FilesPanel {
  private readonly api = inject(Api);
  private readonly records = inject(OFFERED_RECORDS);
  readonly jobId = input.required<string>();
  readonly attempt = input.required<number>();
  /** Whether the attempt is still running and may create more files. */
  readonly growing = input.required<boolean>();
  /** Whether a clean or a later rerun deleted its files. */
  readonly deleted = input.required<boolean>();
  /** Reason why there are no files. */
  protected readonly none = computed(() => {
    if (this.growing()) return 'No files yet. Steps publish their results as they finish.';
    return this.deleted()
      ? 'The files of this attempt were deleted. The audit trail says when and by whom.'
      : 'This attempt left no files.';
  });
  protected readonly page = resource({
    params: () => ({ id: this.jobId(), attempt: this.attempt(), growing: this.growing() }),
    loader: ({ params }) => this.api.files(params.id, params.attempt),
  });
  protected readonly error = computed(() => this.page.error()?.message ?? null);
  protected readonly found = computed(() => (this.page.hasValue() ? this.page.value() : null));
  protected readonly files = computed(() => this.found()?.items ?? []);
  protected readonly total = computed(() => {
    const files = this.files();
    return `${plural(files.length, 'file')}, ${bytes(files.reduce((sum, file) => sum + file.bytes, 0))}`;
  });
  /** Text about recorded results that no longer exist; null if there are none, or if no file can be read. */
  protected readonly gone = computed(() => {
    const found = this.found();
    return found && found.away === null && found.gone.length > 0 ? goneText(found.gone) : null;
  });
  protected readonly chosen = linkedSignal<readonly FileView[], ReadonlySet<string>>({
    source: this.files,
    computation: () => new Set(),
  });
  protected readonly opened = linkedSignal<readonly FileView[], FileView | null>({
    source: this.files,
    computation: () => null,
  });
  protected readonly zip = computed(() => zipUrl(this.jobId(), this.attempt(), [...this.chosen()]));
  protected readonly crate = computed(() => this.records?.crate(this.jobId(), this.attempt()));
  protected readonly bytes = bytes;
  protected readonly canPreview = (file: FileView) => previewKind(file) !== 'none';
  protected readonly url = (file: FileView) =>
    resultUrl(this.jobId(), file.path, { attempt: this.attempt(), download: true });

  /** Command that downloads a file with an API token. */
  protected curl(file: FileView): string {
    const name = file.path.slice(file.path.lastIndexOf('/') + 1).replaceAll("'", "'\\''");
    const url = new URL(this.url(file), location.origin).href;
    return `curl -fsS -H "Authorization: Bearer $REPRISE_TOKEN" -o '${name}' '${url}'`;
  }

  protected choose(path: string, on: boolean): void {
    this.chosen.update((chosen) => {
      const next = new Set(chosen);
      if (on) next.add(path);
      else next.delete(path);
      return next;
    });
  }

  protected chooseAll(on: boolean): void {
    this.chosen.set(new Set(on ? this.files().map(({ path }) => path) : []));
  }

  protected toggle(file: FileView): void {
    this.opened.update((opened) => (opened === file ? null : file));
  }
}

/** Maximum number of names in the sentence about missing results. */
const MOST_NAMED = 5;

function goneText(gone: readonly FileView[]): string {
  const names = gone.slice(0, MOST_NAMED).map(({ path }) => path);
  const others = gone.length > names.length ? [`${String(gone.length - names.length)} more`] : [];
  return `${plural(gone.length, 'recorded result')} ${gone.length === 1 ? 'is' : 'are'} not there any more: ${[...names, ...others].join(', ')}. The audit trail keeps what was recorded.`;
}
