import {
  Component,
  computed,
  effect,
  type ElementRef,
  input,
  linkedSignal,
  resource,
  signal,
  viewChild,
  ViewEncapsulation,
} from '@angular/core';
import { Button, IconButton } from '../../../../shared/parts/button.ts';
import { bytes } from '../../../../shared/format.ts';
import { Icon } from '../../../../shared/parts/icon.ts';
import { openPdf, type Progress } from './open-pdf.ts';

const ZOOMS = [0.5, 0.75, 1, 1.5, 2, 3, 4] as const;
const FIT = ZOOMS.indexOf(1);

/**
 * Shows a PDF page by page. At 100 %, a page is as wide as the available space. The browser's own viewer cannot be
 * used, because it does not open in a sandbox.
 */
@Component({
  selector: 'rp-pdf-view',
  imports: [Button, Icon, IconButton],
  templateUrl: './pdf-view.html',
  styleUrl: './pdf-view.css',
  // pdf.js creates the elements of the text.
  encapsulation: ViewEncapsulation.None,
})
export class PdfView {
  readonly url = input.required<string>();
  readonly name = input.required<string>();
  readonly download = input.required<string>();
  private readonly room = viewChild.required<ElementRef<HTMLElement>>('room');
  private readonly canvas = viewChild.required<ElementRef<HTMLCanvasElement>>('canvas');
  private readonly text = viewChild.required<ElementRef<HTMLElement>>('text');

  private readonly progress = signal<Progress>({ bytes: 0, total: 0 });
  private readonly width = signal(0);
  private readonly zoomStep = signal(FIT);
  private readonly drawingError = signal<string | null>(null);
  protected readonly page = linkedSignal({ source: () => this.url(), computation: () => 1 });
  protected readonly hasText = signal(true);

  protected readonly file = resource({
    params: () => this.url(),
    loader: ({ params, abortSignal }) =>
      openPdf(params, { signal: abortSignal, onProgress: (progress) => this.progress.set(progress) }),
  });
  private readonly opened = computed(() => (this.file.hasValue() ? this.file.value() : null));
  protected readonly pages = computed(() => this.opened()?.pages ?? 0);
  protected readonly error = computed(() => this.file.error()?.message ?? this.drawingError());
  protected readonly zoom = computed(() => `${String(ZOOMS[this.zoomStep()]! * 100)} %`);
  protected readonly canZoomIn = computed(() => this.zoomStep() < ZOOMS.length - 1);
  protected readonly canZoomOut = computed(() => this.zoomStep() > 0);
  protected readonly loaded = computed(() => {
    const { bytes: done, total } = this.progress();
    return total > 0
      ? { done, total, words: `${bytes(done)} of ${bytes(total)}` }
      : { done: null, total: null, words: done > 0 ? bytes(done) : '' };
  });

  constructor() {
    effect((onCleanup) => {
      const element = this.room().nativeElement;
      const observer = new ResizeObserver(() => this.width.set(element.clientWidth));
      observer.observe(element);
      onCleanup(() => observer.disconnect());
    });
    effect(() => {
      const file = this.opened();
      const [page, width, zoom] = [this.page(), this.width(), ZOOMS[this.zoomStep()]!];
      if (!file || width === 0) return;
      const elements = { canvas: this.canvas().nativeElement, text: this.text().nativeElement };
      file.draw(page, width * zoom, elements).then(
        (hasText) => {
          if (hasText === null) return;
          this.hasText.set(hasText);
          this.drawingError.set(null);
        },
        (error: unknown) => this.drawingError.set((error as Error).message),
      );
    });
    effect((onCleanup) => {
      const file = this.opened();
      onCleanup(() => file?.close());
    });
  }

  protected turn(by: number): void {
    this.goTo(this.page() + by);
  }

  protected goTo(page: number): void {
    if (!Number.isInteger(page)) return;
    this.page.set(Math.min(Math.max(page, 1), this.pages()));
    this.room().nativeElement.scrollTo({ top: 0 });
  }

  protected changeZoom(by: number): void {
    this.zoomStep.update((step) => Math.min(Math.max(step + by, 0), ZOOMS.length - 1));
  }

  /** Arrow keys turn pages if the page needs no horizontal scrolling. */
  protected turnByKey(event: Event, by: number): void {
    const { scrollWidth, clientWidth } = this.room().nativeElement;
    if (scrollWidth > clientWidth) return;
    event.preventDefault();
    this.turn(by);
  }
}
