import { DestroyRef, Directive, ElementRef, inject } from '@angular/core';

/** Time in which the remaining distance shrinks to a third. */
const THIRD_MS = 45;
/** Maximum time of one step. A busy browser shows fewer steps, but no jump. */
const LONGEST_MS = 50;
/** Distance in pixels that users do not notice. */
const STILL = 0.5;

/** Instances whose step in this frame is not painted yet. An instance inside another one is moved by both. */
const stepped = new Set<Glide>();

/**
 * Animates the children of an element to their new positions when a child above them appears, disappears or grows. If
 * they jumped, browsers would count that as a layout shift, and users would lose their place. A transform avoids both
 * problems.
 */
@Directive({ selector: '[rpGlide]' })
export class Glide {
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly calm = matchMedia('(prefers-reduced-motion: reduce)');
  private readonly sizes = new ResizeObserver(() => this.compare());
  private readonly children = new MutationObserver((changes) => this.watch(changes));
  /** Distance of each child from the top of the host, without its transform. */
  private tops = new Map<HTMLElement, number>();
  private width = 0;
  /** Remaining distance of the gliding children, in pixels. */
  private readonly ways = new Map<HTMLElement, number>();
  /** The distances before the step of this frame, until the frame is painted. */
  private unpainted: ReadonlyMap<HTMLElement, number> = new Map();
  /** Whether the distances have not been painted yet. */
  private isNew = false;
  private frame = 0;
  private last = 0;

  constructor() {
    for (const child of this.host.children) this.sizes.observe(child);
    // The growth of a child is also measured immediately, because browsers may paint a frame before they report it.
    this.children.observe(this.host, { childList: true, subtree: true });
    inject(DestroyRef).onDestroy(() => {
      this.sizes.disconnect();
      this.children.disconnect();
      cancelAnimationFrame(this.frame);
      stepped.delete(this);
    });
  }

  private watch(changes: MutationRecord[]): void {
    for (const { target, addedNodes, removedNodes } of changes) {
      if (target !== this.host) continue;
      for (const node of removedNodes) if (node instanceof Element) this.sizes.unobserve(node);
      for (const node of addedNodes) if (node instanceof Element) this.sizes.observe(node);
    }
    this.compare();
  }

  /** Moves each displaced child back to its old position, from which it glides. */
  private compare(): void {
    const { offsetTop, offsetWidth } = this.host;
    const [before, isResized] = [this.tops, offsetWidth !== this.width];
    this.tops = new Map();
    this.width = offsetWidth;
    // The browser itself preserves the scroll position.
    const isOff = isResized || this.calm.matches || this.host.getBoundingClientRect().top < 0;
    const moved = new Map<HTMLElement, number>();
    for (const child of this.host.children) {
      if (!(child instanceof HTMLElement)) continue;
      const top = child.offsetTop - (child.offsetParent === this.host ? 0 : offsetTop);
      this.tops.set(child, top);
      const way = (before.get(child) ?? top) - top;
      if (way !== 0 && !isOff) moved.set(child, way);
    }
    if (moved.size > 0) for (const glide of stepped) glide.undoStep();
    for (const [child, way] of moved) this.put(child, (this.ways.get(child) ?? 0) + way);
    if (moved.size > 0) this.isNew = true;
    this.goOn();
  }

  // Not with a browser animation, because browsers count a jump as a layout shift while one is running.
  private readonly glide = (now: number): void => {
    // The old position must be painted once, regardless of how long the browser takes.
    const left = this.isNew ? 1 : 3 ** (-Math.min(LONGEST_MS, now - this.last) / THIRD_MS);
    [this.last, this.isNew] = [now, false];
    this.unpainted = new Map(this.ways);
    stepped.add(this);
    setTimeout(() => this.painted());
    for (const [child, way] of this.ways) this.put(child, way * left);
    this.frame = 0;
    this.goOn();
  };

  private goOn(): void {
    if (this.ways.size > 0 && this.frame === 0) this.frame = requestAnimationFrame(this.glide);
  }

  /** A layout shift is the sum of what layout and transform move in one frame. */
  private undoStep(): void {
    for (const [child, way] of this.unpainted) this.put(child, way);
    this.unpainted = new Map();
    this.goOn();
  }

  private painted(): void {
    this.unpainted = new Map();
    stepped.delete(this);
  }

  private put(child: HTMLElement, way: number): void {
    const isThere = Math.abs(way) < STILL;
    child.style.transform = isThere ? '' : `translateY(${way.toFixed(2)}px)`;
    if (isThere) this.ways.delete(child);
    else this.ways.set(child, way);
  }
}
