import { booleanAttribute, Component, computed, inject, input, output, resource } from '@angular/core';
import { DomSanitizer } from '@angular/platform-browser';
import type { FileView } from '@reprise/contracts';
import { IconButton } from '../../../shared/parts/button.ts';
import { Icon } from '../../../shared/parts/icon.ts';
import { resultUrl } from '../../../shared/results/result-urls.ts';
import { readBeginning } from './file-beginning.ts';
import { PdfView } from './pdf/pdf-view.ts';
import { cellsOf, previewKind } from './preview-kind.ts';
import { ErrorNote } from '../../../shared/parts/error-note.ts';

/** Maximum number of table rows in a preview. */
const MOST_ROWS = 200;

/** Preview of a result: text, table, image, PDF, or a report in a frame that has no access to the page. */
@Component({
  selector: 'rp-file-preview',
  imports: [Icon, IconButton, PdfView, ErrorNote],
  templateUrl: './file-preview.html',
  styleUrl: './file-preview.css',
  host: { '[class.wide]': 'wide()' },
})
export class FilePreview {
  private readonly sanitizer = inject(DomSanitizer);
  readonly jobId = input.required<string>();
  readonly attempt = input.required<number>();
  readonly file = input.required<FileView>();
  /** Whether it fills a page, and so cannot be closed. */
  readonly wide = input(false, { transform: booleanAttribute });
  readonly closed = output();
  protected readonly kind = computed(() => previewKind(this.file()));
  protected readonly url = computed(() => resultUrl(this.jobId(), this.file().path, { attempt: this.attempt() }));
  protected readonly downloadUrl = computed(() =>
    resultUrl(this.jobId(), this.file().path, { attempt: this.attempt(), download: true }),
  );
  /** URL of our own API, never user input. */
  protected readonly frameUrl = computed(() => this.sanitizer.bypassSecurityTrustResourceUrl(this.url()));
  protected readonly beginning = resource({
    params: () => (['text', 'table'].includes(this.kind()) ? { url: this.url(), path: this.file().path } : undefined),
    loader: ({ params, abortSignal }) => readBeginning(params.url, params.path, abortSignal),
  });
  protected readonly error = computed(() => this.beginning.error()?.message ?? null);
  protected readonly text = computed(() => (this.beginning.hasValue() ? this.beginning.value() : null));
  protected readonly rows = computed(() => {
    const all = cellsOf(this.text()?.text ?? '', this.file().media_type === 'text/csv' ? ',' : '\t');
    return { head: all[0] ?? [], body: all.slice(1, MOST_ROWS + 1), more: all.length - 1 > MOST_ROWS };
  });
}
