import { computed, signal } from '@angular/core';

/** Selected items of a list, by key. Only items that can still be selected count. */
export class Chosen<T> {
  private readonly keys = signal<ReadonlySet<string>>(new Set());
  /** In list order. */
  readonly items = computed(() => this.choosable().filter((item) => this.keys().has(this.keyOf(item))));
  readonly areAll = computed(() => this.items().length > 0 && this.items().length === this.choosable().length);

  /**
   * @param choosable items that can be selected now
   */
  constructor(
    readonly choosable: () => readonly T[],
    private readonly keyOf: (item: T) => string,
  ) {}

  has(item: T): boolean {
    return this.keys().has(this.keyOf(item));
  }

  toggle(item: T): void {
    const key = this.keyOf(item);
    const next = new Set(this.keys());
    if (!next.delete(key)) next.add(key);
    this.keys.set(next);
  }

  /** Selects all, or none if all are selected. */
  toggleAll(): void {
    this.keys.set(new Set(this.areAll() ? [] : this.choosable().map(this.keyOf)));
  }

  clear(): void {
    this.keys.set(new Set());
  }
}
