import {
  afterRenderEffect,
  Component,
  computed,
  effect,
  type ElementRef,
  input,
  resource,
  signal,
  viewChild,
} from '@angular/core';
import { Button } from '../parts/button.ts';
import { When } from '../parts/when.ts';
import type { ChartContent, ChartRow } from './chart-content.ts';

/**
 * Draws a chart with Observable Plot, which is loaded with the first chart. Its values are also in a table, which
 * screen readers read and which a button shows. If Plot cannot be loaded, the table is shown.
 */
@Component({
  selector: 'rp-chart',
  imports: [Button, When],
  templateUrl: './chart.html',
  styleUrl: './chart.css',
})
export class Chart {
  readonly content = input.required<ChartContent>();
  private readonly room = viewChild<ElementRef<HTMLElement>>('room');
  private readonly width = signal(0);
  private readonly wantsTable = signal(false);
  private readonly plot = resource({ loader: () => import('@observablehq/plot') });
  protected readonly cannotDraw = computed(() => this.plot.error() !== undefined);
  protected readonly asTable = computed(() => this.wantsTable() || this.cannotDraw());
  protected readonly label = computed(
    () => `${this.asTable() ? 'Show as chart' : 'Show as table'}: ${this.content().title}`,
  );

  constructor() {
    effect((onCleanup) => {
      const element = this.room()?.nativeElement;
      if (!element) return;
      const sizes = new ResizeObserver(() => this.width.set(element.clientWidth));
      sizes.observe(element);
      onCleanup(() => sizes.disconnect());
    });
    afterRenderEffect(() => {
      const [element, width] = [this.room()?.nativeElement, this.width()];
      if (!element || width === 0 || !this.plot.hasValue()) return;
      element.replaceChildren(this.drawn(width));
    });
  }

  /** Returns the time that is the heading of a row, if it is one. */
  protected timeOf([heading]: ChartRow): string | undefined {
    return typeof heading === 'string' ? undefined : heading.at;
  }

  protected toggle(): void {
    this.wantsTable.update((wants) => !wants);
  }

  private drawn(width: number): SVGSVGElement | HTMLElement {
    const plot = this.plot.value()!;
    const { height, draw } = this.content();
    const drawing = plot.plot({
      width,
      height,
      ...draw(plot),
      style: { display: 'block', maxWidth: '100%', height: 'auto', fontFamily: 'inherit', fontSize: '11px' },
    });
    // The page's Content-Security-Policy permits no style elements. The styles are those above.
    for (const style of drawing.querySelectorAll('style')) style.remove();
    drawing.setAttribute('aria-hidden', 'true');
    return drawing;
  }
}
