import { Component, computed, input } from '@angular/core';
import type { QcChart } from '@reprise/contracts';
import { ticks } from './ticks.ts';

/** Size of the drawing in its own units. It scales with its column. */
const WIDTH = 360;
const HEIGHT = 150;
const EDGE = { left: 38, right: 16, top: 8, bottom: 32 };

const NUMBER = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });

/** A distribution as a line with its area, axes and titles. For screen readers, its numbers are in a table. */
@Component({
  selector: 'rp-line-chart',
  template: `
    <figure>
      <figcaption>{{ chart().label }}</figcaption>
      <svg [attr.viewBox]="'0 0 ' + width + ' ' + height" role="img" [attr.aria-label]="summary()">
        @for (tick of yTicks(); track tick.value) {
          <line
            class="grid"
            [attr.x1]="edge.left"
            [attr.x2]="width - edge.right"
            [attr.y1]="tick.at"
            [attr.y2]="tick.at"
          />
          <text [attr.x]="edge.left - 6" [attr.y]="tick.at + 3.5" text-anchor="end">{{ tick.text }}</text>
        }
        @for (tick of xTicks(); track tick.value) {
          <text [attr.x]="tick.at" [attr.y]="height - edge.bottom + 14" text-anchor="middle">{{ tick.text }}</text>
        }
        <path class="area" [attr.d]="area()" />
        <path class="line" [attr.d]="line()" />
        <text class="title" [attr.x]="(edge.left + width - edge.right) / 2" [attr.y]="height - 3" text-anchor="middle">
          {{ chart().x }}
        </text>
      </svg>
      <p class="small t3">{{ chart().y }}</p>
    </figure>
  `,
  styles: `
    figure {
      display: grid;
      gap: 2px;
      margin: 0;
    }
    figcaption {
      font: var(--rp-t-strong);
    }
    figcaption + svg {
      order: 2;
    }
    p {
      order: 1;
    }
    svg {
      display: block;
      width: 100%;
      height: auto;
    }
    text {
      fill: var(--rp-text-3);
      font: 400 10px/1 var(--rp-font);
      font-variant-numeric: tabular-nums;
    }
    .grid {
      stroke: var(--rp-line);
    }
    .line {
      fill: none;
      stroke: var(--rp-accent);
      stroke-width: 1.75;
      stroke-linejoin: round;
    }
    .area {
      fill: var(--rp-accent-tint);
    }
  `,
})
export class LineChart {
  readonly chart = input.required<QcChart>();
  protected readonly width = WIDTH;
  protected readonly height = HEIGHT;
  protected readonly edge = EDGE;
  private readonly x = computed(() =>
    scaleOf(
      this.chart().points.map(([x]) => x),
      EDGE.left,
      WIDTH - EDGE.right,
    ),
  );
  /** Starts at 0, because with a different origin, a share or a quality would look worse than it is. */
  private readonly y = computed(() =>
    scaleOf([0, ...this.chart().points.map(([, y]) => y)], HEIGHT - EDGE.bottom, EDGE.top),
  );
  protected readonly xTicks = computed(() => this.x().ticks(6));
  protected readonly yTicks = computed(() => this.y().ticks(4));
  protected readonly line = computed(() =>
    this.chart()
      .points.map(([x, y], i) => `${i ? 'L' : 'M'}${this.x().at(x).toFixed(1)} ${this.y().at(y).toFixed(1)}`)
      .join(''),
  );
  protected readonly area = computed(() => {
    const [base, left, right] = [this.y().at(0), this.x().from, this.x().to].map((at) => at.toFixed(1));
    return `${this.line()}L${right} ${base}L${left} ${base}Z`;
  });
  /** Values at both ends and in between, because a screen reader cannot present the line. */
  protected readonly summary = computed(() => {
    const { label, points, x, y } = this.chart();
    const some = [0, 0.25, 0.5, 0.75, 1].map((part) => points[Math.round(part * (points.length - 1))]);
    const words = some.flatMap((point) => (point ? [`${NUMBER.format(point[1])} at ${NUMBER.format(point[0])}`] : []));
    return `${label}. ${y}, by ${x}: ${[...new Set(words)].join('; ')}.`;
  });
}

/** Maps values to a dimension of the drawing. */
function scaleOf(values: readonly number[], from: number, to: number) {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const span = high - low || 1;
  const at = (value: number) => from + ((value - low) / span) * (to - from);
  return {
    at,
    from,
    to,
    ticks: (most: number) =>
      ticks(low, high, most).map((value) => ({ value, at: at(value), text: NUMBER.format(value) })),
  };
}
