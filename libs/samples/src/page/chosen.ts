import { computed, signal } from '@angular/core';

/** Items of a list that a person has ticked, by key: only those that can still be chosen count. */
export class Chosen<T> {
  private readonly keys = signal<ReadonlySet<string>>(new Set());
  /** In the order of the list. */
  readonly items = computed(() => this.choosable().filter((item) => this.keys().has(this.keyOf(item))));
  readonly areAll = computed(() => this.items().length > 0 && this.items().length === this.choosable().length);

  /** @param choosable those of the list that can be chosen now */
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

  /** Chooses all, or none where all are. */
  toggleAll(): void {
    this.keys.set(new Set(this.areAll() ? [] : this.choosable().map(this.keyOf)));
  }

  clear(): void {
    this.keys.set(new Set());
  }
}
