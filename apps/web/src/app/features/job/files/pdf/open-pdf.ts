import type * as pdfjsDist from 'pdfjs-dist';
import type { PDFDocumentLoadingTask, PDFDocumentProxy, RenderTask } from 'pdfjs-dist';
import { pixelRatio } from './pixel-ratio.ts';

type PdfJs = typeof pdfjsDist;

/** Folder in which the build puts the parts that pdf.js loads itself (`angular.json`). */
const PARTS = 'pdfjs/';
/** Maximum size of a decoded image, in pixels, because a small file can contain an enormous one. */
const MAX_IMAGE_PIXELS = 64e6;

export interface Progress {
  readonly bytes: number;
  /** 0 while unknown. */
  readonly total: number;
}

/**
 * Elements that a page is rendered into: its picture, and a layer of text that can be selected and read by screen
 * readers.
 */
export interface PageElements {
  readonly canvas: HTMLCanvasElement;
  readonly text: HTMLElement;
}

/**
 * Opens a PDF with pdf.js in a worker. Nothing in the file is active: its scripts, forms, links and attachments are not
 * loaded. Only the file and parts of pdf.js are fetched.
 * @throws Error with a sentence for people
 */
export async function openPdf(
  url: string,
  { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress: (progress: Progress) => void },
): Promise<OpenPdf> {
  const pdfjs = await import('pdfjs-dist');
  const part = (path: string) => new URL(PARTS + path, document.baseURI).href;
  pdfjs.GlobalWorkerOptions.workerSrc = part('pdf.worker.min.mjs');
  const loading = pdfjs.getDocument({
    url,
    cMapUrl: part('cmaps/'),
    standardFontDataUrl: part('standard_fonts/'),
    // The machine's fonts may have different widths.
    useSystemFonts: false,
    enableXfa: false,
    // The page's policy does not allow it.
    useWasm: false,
    maxImageSize: MAX_IMAGE_PIXELS,
    verbosity: pdfjs.VerbosityLevel.ERRORS,
  });
  signal.addEventListener('abort', () => void loading.destroy());
  loading.onProgress = ({ loaded, total }: { loaded: number; total?: number }) =>
    onProgress({ bytes: loaded, total: total ?? 0 });
  try {
    return new OpenPdf(pdfjs, loading, await loading.promise);
  } catch (error) {
    throw new Error(sentenceOf(error), { cause: error });
  }
}

/** A PDF whose pages can be rendered one at a time. */
export class OpenPdf {
  readonly pages: number;
  private readonly pdfjs: PdfJs;
  private readonly loading: PDFDocumentLoadingTask;
  private readonly file: PDFDocumentProxy;
  private drawing: RenderTask | null = null;
  private latest = 0;

  constructor(pdfjs: PdfJs, loading: PDFDocumentLoadingTask, file: PDFDocumentProxy) {
    this.pdfjs = pdfjs;
    this.loading = loading;
    this.file = file;
    this.pages = file.numPages;
  }

  /** Ends its worker. */
  close(): void {
    void this.loading.destroy();
  }

  /**
   * Renders a page at a width of `width` CSS pixels, in place of the previous one.
   * @returns whether the page has text; null if a different page was requested in the meantime
   * @throws Error with a sentence for people
   */
  async draw(number: number, width: number, { canvas, text }: PageElements): Promise<boolean | null> {
    this.latest += 1;
    const own = this.latest;
    this.drawing?.cancel();
    try {
      const page = await this.file.getPage(number);
      const scale = width / page.getViewport({ scale: 1 }).width;
      const viewport = page.getViewport({ scale });
      const ratio = pixelRatio(viewport, devicePixelRatio);
      const content = await page.getTextContent();
      if (own !== this.latest) return null;
      canvas.width = Math.floor(viewport.width * ratio);
      canvas.height = Math.floor(viewport.height * ratio);
      canvas.style.width = `${String(viewport.width)}px`;
      canvas.style.height = `${String(viewport.height)}px`;
      this.drawing = page.render({ canvas, viewport, transform: [ratio, 0, 0, ratio, 0, 0] });
      text.replaceChildren();
      text.style.setProperty('--total-scale-factor', String(scale));
      const layer = new this.pdfjs.TextLayer({ textContentSource: content, container: text, viewport });
      await Promise.all([this.drawing.promise, layer.render()]);
      return content.items.length > 0;
    } catch (error) {
      if (own !== this.latest || error instanceof this.pdfjs.RenderingCancelledException) return null;
      throw new Error(`Page ${String(number)} cannot be shown: it is damaged. Download the file.`, { cause: error });
    }
  }
}

function sentenceOf(error: unknown): string {
  const { name, status } = error as Error & { status?: number };
  if (name === 'PasswordException') return 'This PDF is protected by a password. Download it to open it.';
  if (name === 'InvalidPDFException')
    return 'This PDF is damaged: it cannot be shown. Download it to try another program.';
  if (name === 'ResponseException') return `The file could not be read (${String(status)}). Try again, or download it.`;
  return 'This PDF cannot be shown here. Download it.';
}
